namespace Orleans.Runtime.Messaging;

/// <summary>Rejections as exceptions.</summary>
internal static class Rejections
{
    public static Exception ToException(RejectionKind kind, string reason) => kind switch
    {
        RejectionKind.SiloUnavailable => new SiloUnavailableException(reason),
        RejectionKind.ClientNotAvailable => new ClientNotAvailableException(reason),
        _ => new OrleansMessageRejectionException(reason),
    };

    public static RejectionKind KindOf(Exception error) => error switch
    {
        SiloUnavailableException => RejectionKind.SiloUnavailable,
        ClientNotAvailableException => RejectionKind.ClientNotAvailable,
        _ => RejectionKind.Refused,
    };
}
