using Orleans.Distributed.Functions;
using Orleans.Distributed.References;

namespace Orleans.Distributed.Work;

/// <summary>
/// A function of the user that a work sends to each process once, with what it captures as that was at the call: the work may go to
/// another process later, when its caller has changed that. On the own process it is used as it is.
/// </summary>
internal sealed class SentFunction : IDisposable
{
    private readonly int _ownPid;
    private readonly Delegate _function;
    private readonly CachedFunction? _copies;

    /// <param name="handles">The own process.</param>
    /// <param name="function">The function.</param>
    /// <param name="isSent">Whether other processes may get it.</param>
    /// <exception cref="Serialization.UnsendableValueException">It is to be sent, and cannot be.</exception>
    public SentFunction(HandleContext handles, Delegate function, bool isSent)
    {
        _ownPid = handles.Process.Pid;
        _function = function;
        if (isSent)
        {
            Delegate copy = handles.Codec.TakeSnapshot(new ShippedFunction(function)).Restore().Function;
            _copies = new CachedFunction(handles, copy);
        }
    }

    /// <inheritdoc cref="CachedFunction.CallAsync{T}"/>
    public Task<T> CallAsync<T>(int pid, Func<FunctionReference, Task<T>> call) =>
        pid == _ownPid || _copies is null ? call(new FunctionReference(default, _function)) : _copies.CallAsync(pid, call);

    public void Dispose() => _copies?.Dispose();
}
