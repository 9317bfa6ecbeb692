using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Reflection;
using Orleans.Concurrency;
using Orleans.Placement;
using Orleans.Runtime.Invocation;
using Orleans.Serialization.Invocation;

namespace Orleans.Runtime.Catalog;

/// <summary>A grain class: what its attributes say, its methods by number, and how to make an object of it.</summary>
internal sealed class GrainClass
{
    private readonly Lazy<FrozenDictionary<ulong, GrainMethod>> _methods;
    private readonly Lazy<GrainFactoryMethod> _create;
    private readonly ConcurrentDictionary<MethodInfo, MethodInfo> _implementations = new();
    private readonly Func<IInvokable, bool>? _mayInterleave;

    public GrainClass(Type type, GrainType grainType)
    {
        Type = type;
        GrainType = grainType;
        IsReentrant = type.IsDefined(typeof(ReentrantAttribute), inherit: true);
        FiltersCalls = typeof(IIncomingGrainCallFilter).IsAssignableFrom(type);
        Placement = type.GetCustomAttribute<PlacementAttribute>(inherit: true)?.PlacementStrategy;
        IsKeptAlive = type.IsDefined(typeof(KeepAliveAttribute), inherit: true);
        CollectionAge = type.GetCustomAttribute<CollectionAgeLimitAttribute>(inherit: true)?.AgeLimit;
        _mayInterleave = FindPredicate(type);
        _methods = new(FindMethods);
        _create = new(() => new GrainFactoryMethod(type));
    }

    public Type Type { get; }

    public GrainType GrainType { get; }

    public bool IsReentrant { get; }

    /// <summary>Whether the class is a filter of its own calls.</summary>
    public bool FiltersCalls { get; }

    /// <summary>The placement of the class, or <see langword="null"/> for the default.</summary>
    public PlacementStrategy? Placement { get; }

    public bool IsKeptAlive { get; }

    /// <summary>The collection age of the class, or <see langword="null"/> for the default.</summary>
    public TimeSpan? CollectionAge { get; }

    public bool HasInterleavePredicate => _mayInterleave is not null;

    public GrainMethod? FindMethod(ulong id) => _methods.Value.GetValueOrDefault(id);

    /// <summary>Asks the predicate of the class, which is code of the application.</summary>
    public bool MayInterleave(Request request) => _mayInterleave is not null && _mayInterleave(request);

    public object CreateInstance(Activation activation) => _create.Value.Create(activation);

    /// <summary>The method of the class that implements one of an interface.</summary>
    public MethodInfo ImplementationOf(MethodInfo interfaceMethod) => _implementations.GetOrAdd(interfaceMethod, Implementation);

    public override string ToString() => $"grain class {Type.FullName}";

    private MethodInfo Implementation(MethodInfo interfaceMethod)
    {
        MethodInfo definition = interfaceMethod.IsConstructedGenericMethod ? interfaceMethod.GetGenericMethodDefinition() : interfaceMethod;
        InterfaceMapping map = Type.GetInterfaceMap(interfaceMethod.DeclaringType!);
        MethodInfo found = map.TargetMethods[Array.IndexOf(map.InterfaceMethods, definition)];
        return interfaceMethod.IsConstructedGenericMethod ? found.MakeGenericMethod(interfaceMethod.GetGenericArguments()) : found;
    }

    private FrozenDictionary<ulong, GrainMethod> FindMethods()
    {
        var methods = new Dictionary<ulong, GrainMethod>();
        foreach (Type candidate in Type.GetInterfaces())
        {
            if (GrainClasses.IsGrainInterface(candidate))
            {
                foreach (GrainMethod method in GrainInterfaces.Get(candidate).Methods)
                {
                    methods[method.Id] = method;
                }
            }
        }

        return methods.ToFrozenDictionary();
    }

    private static Func<IInvokable, bool>? FindPredicate(Type type)
    {
        if (type.GetCustomAttribute<MayInterleaveAttribute>(inherit: true) is not { } attribute)
        {
            return null;
        }

        MethodInfo method = type.GetMethod(
            attribute.CallbackMethodName,
            BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.FlattenHierarchy,
            [typeof(IInvokable)])
            ?? throw new InvalidOperationException(
                $"{type} names '{attribute.CallbackMethodName}' as its [MayInterleave] predicate, but has no static method of that name that takes an IInvokable.");
        return method.CreateDelegate<Func<IInvokable, bool>>();
    }
}
