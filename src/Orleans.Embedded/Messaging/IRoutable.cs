namespace Orleans.Runtime.Messaging;

/// <summary>A request on its way to wherever its grain is.</summary>
internal interface IRoutable
{
    GrainId Target { get; }

    /// <summary>The interface of the call, for placement.</summary>
    GrainInterfaceType Interface { get; }

    /// <summary>Whether the context has yet to be read, which runs code of the application.</summary>
    bool HasUnreadContext { get; }

    /// <summary>The request context, for placement; <see langword="null"/> when there is none.</summary>
    Dictionary<string, object>? Context { get; }

    /// <summary>Where it came from; <see langword="null"/> when it was made in this process.</summary>
    Connection? Origin { get; }

    /// <summary>How often it was sent on.</summary>
    int ForwardCount { get; }

    /// <summary>Sends it over a connection.</summary>
    void SendOver(Connection connection);

    /// <summary>Runs it in an activation or observer of this process.</summary>
    void RunIn(ICallTarget target);

    /// <summary>Gives it up.</summary>
    void Reject(RejectionKind kind, string reason);
}
