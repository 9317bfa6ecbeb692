using Orleans.Distributed.Calls;

namespace Orleans.Distributed.Channels;

/// <summary>What a channel is made of at its owner.</summary>
/// <remarks>
/// An operation that waits can be withdrawn until the moment in which it is done; its result says which of the two came first. So no
/// item is given to somebody who does not want it any more.
/// </remarks>
internal abstract class ChannelBacking<T>
{
    /// <summary>Does an operation; one that waits can be withdrawn by <paramref name="key"/>.</summary>
    public abstract Task<ChannelResult<T>> OperateAsync(in ChannelRequest<T> request, OperationKey key);

    /// <summary>Withdraws an operation, if it still waits.</summary>
    public abstract void Withdraw(OperationKey key);

    /// <summary>Withdraws everything that a process waits for.</summary>
    public abstract void WithdrawAll(int pid);

    /// <summary>Closes as <see cref="ChannelOperation.Close"/> does, when nobody waits for that.</summary>
    public abstract void Close(RemoteFault? reason);

    /// <summary>Ends everything that waits, because nobody can reach the channel any more.</summary>
    public abstract void Release();

    /// <summary>How things stand.</summary>
    public abstract ChannelState Look();
}
