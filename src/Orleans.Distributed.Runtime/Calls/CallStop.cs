namespace Orleans.Distributed.Calls;

/// <summary>Why a function was asked to stop.</summary>
internal enum CallStop : byte
{
    /// <summary>It was not.</summary>
    None = 0,

    /// <summary>Its caller gave the call up, or is gone.</summary>
    GivenUp = 1,

    /// <summary>The call's deadline passed.</summary>
    DeadlinePassed = 2,

    /// <summary>Somebody interrupted the process.</summary>
    Interrupted = 3,
}
