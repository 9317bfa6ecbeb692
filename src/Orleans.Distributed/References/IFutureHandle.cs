using Orleans.Distributed.Futures;

namespace Orleans.Distributed.References;

/// <summary>What the machinery sees of the handle of a future.</summary>
internal interface IFutureHandle
{
    /// <summary>The value, when this process has it.</summary>
    IFutureValue? Value { get; }
}
