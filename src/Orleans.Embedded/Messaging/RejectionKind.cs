namespace Orleans.Runtime.Messaging;

/// <summary>Why a request did not run, or may not have.</summary>
internal enum RejectionKind : byte
{
    /// <summary>The runtime refused it.</summary>
    Refused,

    /// <summary>The silo it went to is gone; it may have run.</summary>
    SiloUnavailable,

    /// <summary>The client that hosts the observer is gone.</summary>
    ClientNotAvailable,
}
