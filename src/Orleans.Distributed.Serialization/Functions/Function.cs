using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Orleans.Distributed.Serialization.Functions;

/// <summary>A method that was found for a function in a message.</summary>
internal sealed class Function(MethodInfo method)
{
    // A function has few delegate types; hostile bytes may make up more.
    private const int LargestCache = 16;
    private readonly ConcurrentDictionary<Type, Delegate> _withoutState = new();
    private readonly ConcurrentDictionary<Type, Delegate> _open = new();
    private readonly ConcurrentDictionary<Type, Func<object?, Delegate>> _makers = new();
    private object? _singleton;

    public MethodInfo Method { get; } = method;

    /// <summary>The one instance of the class in which the compiler keeps lambdas that capture nothing.</summary>
    public object Singleton
    {
        get
        {
            if (_singleton is { } known)
            {
                return known;
            }

            Type type = Method.DeclaringType!;
            if (!DelegateTargets.IsSingletonType(type))
            {
                throw new MalformedDataException($"The bytes treat {TypeNames.Short(type)} as a class of lambdas, and it is none.");
            }

            return _singleton = DelegateTargets.SingletonField(type)?.GetValue(null) ?? RuntimeHelpers.GetUninitializedObject(type);
        }
    }

    /// <summary>Makes a delegate without captured state: always the same one, as the compiler does.</summary>
    public Delegate WithoutState(Type delegateType, object? target)
    {
        if (_withoutState.TryGetValue(delegateType, out Delegate? known))
        {
            return known;
        }

        Delegate made = Bind(delegateType, target);
        return _withoutState.Count < LargestCache ? _withoutState.GetOrAdd(delegateType, made) : made;
    }

    /// <summary>Makes a delegate over a target.</summary>
    public Delegate WithTarget(Type delegateType, object target)
    {
        if (_makers.TryGetValue(delegateType, out Func<object?, Delegate>? maker))
        {
            Check(target);
            return maker(target);
        }

        // The first one goes through reflection, which checks the signature as well.
        Delegate made = Bind(delegateType, target);
        if (_makers.Count < LargestCache)
        {
            _makers.TryAdd(delegateType, DelegateMaker.Compile(delegateType, Method));
        }

        return made;
    }

    /// <summary>Makes a delegate over a target or over null, the slow way.</summary>
    public Delegate Bind(Type delegateType, object? target)
    {
        try
        {
            return Method.CreateDelegate(delegateType, target);
        }
        catch (ArgumentException error)
        {
            throw new MalformedDataException($"The bytes make a {TypeNames.Short(delegateType)} of {Method}, which does not fit.", error);
        }
    }

    /// <summary>Makes a delegate that is bound to nothing.</summary>
    public Delegate Open(Type delegateType)
    {
        if (_open.TryGetValue(delegateType, out Delegate? known))
        {
            return known;
        }

        try
        {
            Delegate made = Method.CreateDelegate(delegateType);
            return _open.Count < LargestCache ? _open.GetOrAdd(delegateType, made) : made;
        }
        catch (ArgumentException error)
        {
            throw new MalformedDataException($"The bytes make a {TypeNames.Short(delegateType)} of {Method}, which does not fit.", error);
        }
    }

    private void Check(object target)
    {
        Type wanted = Method.IsStatic ? Method.GetParameters()[0].ParameterType : Method.DeclaringType!;
        if (!wanted.IsInstanceOfType(target))
        {
            throw new MalformedDataException($"The bytes call {Method} on a {TypeNames.Short(target.GetType())}.");
        }
    }
}
