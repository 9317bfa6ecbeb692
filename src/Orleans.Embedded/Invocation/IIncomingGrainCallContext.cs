using System.Reflection;
using Orleans.Runtime;

namespace Orleans;

/// <summary>A call that is about to run in this process.</summary>
public interface IIncomingGrainCallContext : IGrainCallContext
{
    /// <summary>Gets the activation.</summary>
    IGrainContext TargetContext { get; }

    /// <summary>Gets the method of the grain class.</summary>
    MethodInfo ImplementationMethod { get; }
}
