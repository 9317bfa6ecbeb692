using System.Reflection;
using Orleans.Distributed.Serialization.Symbols;

namespace Orleans.Distributed.Serialization.Functions;

/// <summary>A method as the sending side names it, with what is worth knowing about it for every delegate.</summary>
internal sealed class FunctionSymbol(MethodInfo method, byte[] definition) : Symbol(definition)
{
    public bool IsStatic { get; } = method.IsStatic;

    public int ParameterCount { get; } = method.GetParameters().Length;

    public bool HasSingletonTarget { get; } = method.DeclaringType is { } type && DelegateTargets.IsSingletonType(type);
}
