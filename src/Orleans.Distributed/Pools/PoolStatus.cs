namespace Orleans.Distributed.Pools;

/// <summary>What a pool answers to one who asks for a worker, or adds one.</summary>
internal enum PoolStatus : byte
{
    /// <summary>Done.</summary>
    Done = 0,

    /// <summary>The pool has no living member.</summary>
    NoMember = 1,

    /// <summary>Whoever asked has given up.</summary>
    Withdrawn = 2,

    /// <summary>There is no such pool any more.</summary>
    Gone = 3,

    /// <summary>The process is gone or was never there.</summary>
    NotAlive = 4,
}
