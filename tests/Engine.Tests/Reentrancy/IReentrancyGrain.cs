namespace Engine.Tests.Reentrancy;

/// <summary>Calls that block until another call runs, or until the test lets them go on.</summary>
public interface IReentrancyGrain : IGrainWithStringKey
{
    /// <summary>Signals "entered", waits for "open", and records its start and its end.</summary>
    Task Block();

    /// <summary>Waits until <see cref="MeetSecond"/> runs, which is possible only while both are in progress.</summary>
    Task MeetFirst();

    Task MeetSecond();

    Task Record(string entry);

    [AlwaysInterleave]
    Task Interleave(string entry);

    /// <summary>Waits until <paramref name="total"/> calls of this method are in progress.</summary>
    [ReadOnly]
    Task MeetReaders(int total);

    [ReadOnly]
    Task Read(string entry);
}
