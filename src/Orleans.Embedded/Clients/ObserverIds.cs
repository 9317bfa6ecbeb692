using System.Text;

namespace Orleans.Runtime;

/// <summary>The identities of clients, and of the observers they host: the client's key and one of their own.</summary>
internal static class ObserverIds
{
    private const byte Separator = (byte)'+';
    private const string HostedPrefix = "hosted-";

    /// <summary>The grain type of all clients and observers.</summary>
    public static GrainType ClientType { get; } = GrainType.Create("sys.client");

    /// <summary>The identity of a new client.</summary>
    public static GrainId NewClient() => new(ClientType, IdSpan.Create(Guid.NewGuid().ToString("N")));

    /// <summary>The identity under which a silo hosts observers.</summary>
    public static GrainId ForSilo(SiloAddress silo) => new(ClientType, IdSpan.Create(HostedPrefix + silo.ToParsableString()));

    public static GrainId Create(GrainId client) => new(ClientType, IdSpan.Create($"{client.Key}+{Guid.NewGuid():N}"));

    public static bool IsClientOrObserver(GrainId id) => id.Type == ClientType;

    /// <summary>The client that hosts an observer.</summary>
    public static GrainId ClientOf(GrainId observer)
    {
        ReadOnlySpan<byte> key = observer.Key.AsSpan();
        int separator = key.IndexOf(Separator);
        return separator < 0 ? observer : new GrainId(ClientType, new IdSpan(key[..separator].ToArray()));
    }

    /// <summary>The silo that hosts a client's observers itself, or <see langword="null"/> when the client is a process of its own.</summary>
    public static SiloAddress? SiloOf(GrainId client)
    {
        string key = Encoding.UTF8.GetString(client.Key.AsSpan());
        return key.StartsWith(HostedPrefix, StringComparison.Ordinal) && SiloAddress.TryParse(key[HostedPrefix.Length..], out SiloAddress? silo)
            ? silo
            : null;
    }
}
