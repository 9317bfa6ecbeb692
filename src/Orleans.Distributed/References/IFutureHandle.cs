using Orleans.Distributed.Futures;

namespace Orleans.Distributed.References;

/// <summary>What the machinery sees of the handle of a future.</summary>
internal interface IFutureHandle
{
    /// <summary>The value, when this process has it.</summary>
    IFutureValue? Value { get; }

    /// <summary>Whether this process has the value or the failure.</summary>
    bool IsComplete { get; }

    /// <summary>Takes over a value that another process has fetched, unless there is one.</summary>
    void Complete(StoredResult value);
}
