namespace Orleans.Distributed.Mapping;

/// <summary>What a mapped function takes and returns, beside its items.</summary>
internal enum FunctionShape : byte
{
    /// <summary>A value.</summary>
    Value,

    /// <summary>A task.</summary>
    Task,

    /// <summary>A value; takes a cancellation token.</summary>
    ValueWithToken,

    /// <summary>A task; takes a cancellation token.</summary>
    TaskWithToken,
}
