namespace Orleans.Embedded.Tests.Scheduling;

public interface IShortGrain : IGrainWithIntegerKey
{
    /// <summary>The name of the thread that it runs on; of a silo where it was declared to be short, before and after an await.</summary>
    Task<(string? First, bool SameContext)> Short([Immutable] byte[] argument);

    /// <summary>Keeps the turn until <see cref="ShortGrain.Gate"/> is open.</summary>
    Task Block();

    Task<string> Where();
}
