namespace Orleans.Runtime.Placement;

/// <summary>A grain that is to be placed.</summary>
public readonly struct PlacementTarget
{
    /// <summary>Creates a target.</summary>
    /// <param name="grainIdentity">The grain.</param>
    /// <param name="requestContextData">The request context of the call that activates it.</param>
    /// <param name="interfaceType">The interface of that call.</param>
    /// <param name="interfaceVersion">The version of that interface.</param>
    public PlacementTarget(
        GrainId grainIdentity, Dictionary<string, object> requestContextData, GrainInterfaceType interfaceType, ushort interfaceVersion)
    {
        GrainIdentity = grainIdentity;
        RequestContextData = requestContextData;
        InterfaceType = interfaceType;
        InterfaceVersion = interfaceVersion;
    }

    /// <summary>Gets the grain.</summary>
    public GrainId GrainIdentity { get; }

    /// <summary>Gets the interface of the call that activates it.</summary>
    public GrainInterfaceType InterfaceType { get; }

    /// <summary>Gets the version of that interface.</summary>
    public ushort InterfaceVersion { get; }

    /// <summary>Gets the request context of the call that activates it.</summary>
    public Dictionary<string, object> RequestContextData { get; }
}
