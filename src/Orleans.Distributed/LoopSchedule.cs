namespace Orleans.Distributed;

/// <summary>How the iterations of a distributed loop are shared out.</summary>
public enum LoopSchedule
{
    /// <summary>
    /// One run of neighbouring iterations for each worker, as equal as can be, the first ones longer by one where it does not come out
    /// even. Julia's <c>@distributed</c>.
    /// </summary>
    Static,

    /// <summary>Shorter runs, each for whichever worker is free: for iterations that take very different times.</summary>
    Dynamic,
}
