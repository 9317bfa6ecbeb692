using System.Reflection;
using Orleans.Runtime.Invocation;

namespace Orleans.Runtime;

/// <summary>A grain interface: its name, its methods and those it inherits, and the proxy class that implements it.</summary>
internal sealed class GrainInterface
{
    private readonly Lazy<Func<GrainReferenceRuntime, GrainId, GrainInterface, GrainReference>> _createProxy;

    /// <summary>Describes interfaces.</summary>
    /// <param name="types">The interface; several when a reference has to fit wherever the grain itself would.</param>
    public GrainInterface(params Type[] types)
    {
        Types = types;
        Type = types[0];
        Name = GrainInterfaceNames.NameOf(Type);
        var methods = new List<GrainMethod>();
        foreach (Type declaring in types.Concat(types.SelectMany(type => type.GetInterfaces())).Distinct())
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

    public Type[] Types { get; }

    public GrainInterfaceType Name { get; }

    /// <summary>The methods, in the order that the proxy's code counts them.</summary>
    public GrainMethod[] Methods { get; }

    public GrainReference CreateProxy(GrainReferenceRuntime runtime, GrainId grainId) => _createProxy.Value(runtime, grainId, this);
}
