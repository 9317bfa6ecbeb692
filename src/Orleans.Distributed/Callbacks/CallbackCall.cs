namespace Orleans.Distributed.Callbacks;

/// <summary>A callback that is to be called.</summary>
/// <param name="Name">Its key, and the worker that it is called for.</param>
/// <param name="Pid">The worker; 0 when it is called for none.</param>
/// <param name="Function">Calls it.</param>
internal sealed record CallbackCall(string Name, int Pid, Func<Task> Function)
{
    public static CallbackCall For(string key, int pid, Func<Task> function) => new($"{key} (worker {pid})", pid, function);
}
