namespace Orleans.Distributed;

/// <summary>What a reference refers to.</summary>
public enum ReferenceKind
{
    /// <summary>A future.</summary>
    Future = 0,

    /// <summary>A channel.</summary>
    Channel = 1,

    /// <summary>A function that another process keeps there to call it more than once.</summary>
    Function = 2,

    /// <summary>Something else that another process uses there, such as a pool of workers.</summary>
    Other = 3,
}
