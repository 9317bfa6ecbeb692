namespace Orleans;

/// <summary>The kinds of reason for which an activation ends.</summary>
public enum DeactivationReasonCode : byte
{
    /// <summary>No reason was given.</summary>
    None = 0,

    /// <summary>The silo is shutting down.</summary>
    ShuttingDown = 1,

    /// <summary>The activation failed.</summary>
    ActivationFailed = 2,

    /// <summary>The directory of grains does not know the activation any more.</summary>
    DirectoryFailure = 3,

    /// <summary>The activation was idle.</summary>
    ActivationIdle = 4,

    /// <summary>The activation does not answer.</summary>
    ActivationUnresponsive = 5,

    /// <summary>Another activation of the same grain was there first.</summary>
    DuplicateActivation = 6,

    /// <summary>The activation cannot serve the version of the interface that a request needs.</summary>
    IncompatibleRequest = 7,

    /// <summary>The application failed.</summary>
    ApplicationError = 8,

    /// <summary>The application asked for it.</summary>
    ApplicationRequested = 9,

    /// <summary>The activation moves to another silo.</summary>
    Migrating = 10,

    /// <summary>The runtime asked for it.</summary>
    RuntimeRequested = 11,

    /// <summary>Memory is short.</summary>
    HighMemoryPressure = 12,
}
