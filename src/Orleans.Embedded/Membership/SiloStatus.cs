namespace Orleans.Runtime;

/// <summary>The status of a silo in its cluster.</summary>
public enum SiloStatus
{
    /// <summary>Not known, or not yet.</summary>
    None = 0,

    /// <summary>Created, not started.</summary>
    Created = 1,

    /// <summary>Joining the cluster.</summary>
    Joining = 2,

    /// <summary>A full member.</summary>
    Active = 3,

    /// <summary>Leaving in good order.</summary>
    ShuttingDown = 4,

    /// <summary>Leaving at once.</summary>
    Stopping = 5,

    /// <summary>Gone. An address that is dead never comes back.</summary>
    Dead = 6,
}
