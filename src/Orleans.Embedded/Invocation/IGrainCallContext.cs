using System.Reflection;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace Orleans;

/// <summary>A call on its way through the filters.</summary>
public interface IGrainCallContext
{
    /// <summary>Gets the call and its arguments.</summary>
    IInvokable Request { get; }

    /// <summary>Gets the grain that the call goes to: the object where it runs, the reference where it is sent from.</summary>
    object Grain { get; }

    /// <summary>Gets the grain that made the call, if one did.</summary>
    GrainId? SourceId { get; }

    /// <summary>Gets the grain that the call goes to.</summary>
    GrainId TargetId { get; }

    /// <summary>Gets the name of the interface.</summary>
    GrainInterfaceType InterfaceType { get; }

    /// <summary>Gets the name of the interface.</summary>
    string InterfaceName { get; }

    /// <summary>Gets the name of the method.</summary>
    string MethodName { get; }

    /// <summary>Gets the method of the interface.</summary>
    MethodInfo InterfaceMethod { get; }

    /// <summary>Gets or sets the result, once <see cref="Invoke"/> has completed.</summary>
    object? Result { get; set; }

    /// <summary>Goes on to the next filter, and at last to the grain.</summary>
    /// <returns>A task that ends when the call was answered; it fails when the grain did.</returns>
    Task Invoke();
}
