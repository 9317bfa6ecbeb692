namespace Orleans.Runtime.Membership;

/// <summary>The first byte of a control message.</summary>
internal enum ControlKind : byte
{
    /// <summary>To the head: a silo wants to join.</summary>
    Join = 1,

    /// <summary>To the head: a silo's own status changed.</summary>
    Status = 2,

    /// <summary>To the head: a silo cannot reach another.</summary>
    Suspect = 3,

    /// <summary>To the head: declare a silo dead.</summary>
    Kill = 4,

    /// <summary>From the head: the members of the cluster.</summary>
    View = 5,

    /// <summary>To the head: register an activation, or tell where there is one.</summary>
    Register = 6,

    /// <summary>To the head: where is a grain activated?</summary>
    Lookup = 7,

    /// <summary>To the head: an activation has ended.</summary>
    Unregister = 8,

    /// <summary>From the head: where a grain is activated.</summary>
    Location = 9,

    /// <summary>To a silo that sent a request to the wrong place: where the grain is.</summary>
    Moved = 10,

    /// <summary>From a gateway to its client: the members of the cluster.</summary>
    ClientView = 11,

    /// <summary>From a gateway to its client: connect elsewhere, this silo is about to stop.</summary>
    GatewayClosing = 12,

    /// <summary>To a silo or client: make no more calls over this connection, this silo is about to stop.</summary>
    Leaving = 14,

    /// <summary>To a silo that stops: all calls that are ever made over this connection have been sent.</summary>
    Left = 15,

    /// <summary>To a silo that told of a change: one before it was missed, so all of the members are asked for.</summary>
    Missed = 13,

    /// <summary>From the head, or from a silo about itself: what has changed of the members of the cluster.</summary>
    Change = 16,

    /// <summary>From a gateway to its client: what has changed of the members of the cluster.</summary>
    ClientChange = 17,
}
