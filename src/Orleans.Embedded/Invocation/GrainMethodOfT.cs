using System.Reflection;

namespace Orleans.Runtime.Invocation;

/// <inheritdoc/>
/// <typeparam name="TArguments">The struct of its arguments.</typeparam>
/// <typeparam name="TResult">Its result; <see cref="VoidResult"/> when it has none.</typeparam>
internal sealed class GrainMethod<TArguments, TResult>(MethodInfo method, GrainInterfaceType interfaceType, ulong id, GrainMethod? definition)
    : GrainMethod(method, interfaceType, id, definition)
    where TArguments : struct, IArguments
{
    private MethodInvoker<TArguments>? _invoker;

    /// <summary>Calls the method. The code is generated when it is first needed: a caller alone never needs it.</summary>
    public MethodInvoker<TArguments> Invoker => _invoker ??= MethodInvokerBuilder.Build<TArguments>(Method);

    public override Request CreateRequest() => new Request<TArguments, TResult>(this);
}
