namespace Orleans.Distributed.Work;

/// <summary>A worker of a pool that is taken for the function which runs, or for one that waits for it.</summary>
/// <param name="Pool">The pool itself, also where it was reached as the default pool.</param>
/// <param name="Pid">The worker.</param>
internal readonly record struct HeldLease(Rrid Pool, int Pid);
