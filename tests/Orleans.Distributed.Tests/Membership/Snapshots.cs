using System.Net;
using Orleans.Distributed.Membership;

namespace Orleans.Distributed.Tests.Membership;

/// <summary>Memberships as a test writes them down.</summary>
internal static class Snapshots
{
    /// <summary>A membership with these processes.</summary>
    public static MembershipSnapshot Of(long version, params int[] alive) => new()
    {
        Version = version,
        NextPid = alive.Append(0).Max() + 1,
        Alive = [.. alive.Select(Process)],
    };

    /// <summary>The same with processes that have left, killed by the signal that has the number of their pid.</summary>
    public static MembershipSnapshot Without(this MembershipSnapshot snapshot, params int[] departed) => snapshot with
    {
        NextPid = departed.Append(snapshot.NextPid - 1).Max() + 1,
        Departed = [.. departed.Select(Departure)],
    };

    public static ProcessInfo Process(int pid) => new(pid, "host", 1000 + pid, 4, Silo(pid).ToParsableString());

    public static ProcessDeparture Departure(int pid) => new(pid, new ProcessExit { Signal = pid, OsProcessId = 1000 + pid });

    public static SiloAddress Silo(int pid) => SiloAddress.New(new IPEndPoint(IPAddress.Loopback, 10_000 + pid), 7);
}
