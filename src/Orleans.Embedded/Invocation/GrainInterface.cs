using System.Reflection;
using Orleans.Runtime.Invocation;

namespace Orleans.Runtime;

/// <summary>A grain interface: its name, its methods and those it inherits, and the proxy class that implements it.</summary>
internal sealed class GrainInterface
{
    private readonly Lazy<Func<GrainReferenceRuntime, GrainId, GrainInterface, GrainReference>> _createProxy;

    public GrainInterface(Type type)
    {
        Type = type;
        Name = GrainInterfaceNames.NameOf(type);
        var methods = new List<GrainMethod>();
        foreach (Type declaring in new[] { type }.Concat(type.GetInterfaces()))
        {
            GrainInterfaceType declaringName = GrainInterfaceNames.NameOf(declaring);
            foreach (MethodInfo method in declaring.GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
            {
                if (method.IsAbstract)
                {
                    methods.Add(GrainMethods.Create(method, declaringName));
                }
            }
        }

        Methods = [.. methods];
        _createProxy = new(() => ProxyBuilder.Build(this));
    }

    public Type Type { get; }

    public GrainInterfaceType Name { get; }

    /// <summary>The methods, in the order that the proxy's code counts them.</summary>
    public GrainMethod[] Methods { get; }

    public GrainReference CreateProxy(GrainReferenceRuntime runtime, GrainId grainId) => _createProxy.Value(runtime, grainId, this);
}
