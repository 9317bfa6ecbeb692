using Orleans.Runtime.Invocation;

namespace Orleans.Runtime.Scheduling;

/// <summary>Whose turns a scheduler runs.</summary>
internal interface ITurnRunner
{
    /// <summary>The activation that the code of the turns sees as its own.</summary>
    IGrainContext Context { get; }

    /// <summary>Begins a request; returns at its first await.</summary>
    void RunTurn(Request request);

    /// <summary>A turn threw, which none should. The scheduler goes on.</summary>
    void OnTurnFailed(Exception error);

    /// <summary>Whether turns may run now. If not, the scheduler is resumed later.</summary>
    /// <param name="scheduler">The scheduler that asks.</param>
    /// <param name="now">The time, in milliseconds of <see cref="Environment.TickCount64"/>.</param>
    bool MayRunTurns(TurnScheduler scheduler, long now);
}
