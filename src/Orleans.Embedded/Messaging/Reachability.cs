namespace Orleans.Runtime.Messaging;

/// <summary>What came of an attempt to reach a silo.</summary>
internal enum Reachability
{
    /// <summary>It is there.</summary>
    Reached,

    /// <summary>It is not there: nobody listens at its address.</summary>
    Gone,

    /// <summary>It did not answer in time. It may be busy, suspended, or cut off.</summary>
    Silent,

    /// <summary>It is there, and does not want this silo: another run has its place, or it holds this silo for dead.</summary>
    Refused,
}
