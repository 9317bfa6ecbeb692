using Orleans.Runtime;

namespace Orleans;

/// <summary>A call that is about to be sent from this process.</summary>
public interface IOutgoingGrainCallContext : IGrainCallContext
{
    /// <summary>Gets the activation that makes the call, or <see langword="null"/> outside of grains.</summary>
    IGrainContext? SourceContext { get; }
}
