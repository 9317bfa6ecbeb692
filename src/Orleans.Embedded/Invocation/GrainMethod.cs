using System.Reflection;

namespace Orleans.Runtime.Invocation;

/// <summary>A method of a grain interface.</summary>
internal abstract class GrainMethod
{
    protected GrainMethod(MethodInfo method, GrainInterfaceType interfaceType, ulong id, GrainMethod? definition)
    {
        Method = method;
        InterfaceType = interfaceType;
        Id = id;
        Definition = definition;
        ActivityName = $"{method.DeclaringType!.Name}/{method.Name}";
        ParameterInfo[] parameters = method.GetParameters();
        for (int i = 0; i < parameters.Length; i++)
        {
            if (parameters[i].ParameterType == typeof(CancellationToken))
            {
                CancellationTokenIndex = i;
                LeftOutOfMessages |= 1UL << i;
            }

            if (ImmutableTypes.IsImmutable(parameters[i]))
            {
                LeftOutOfCopies |= 1UL << i;
            }
        }

        LeftOutOfCopies |= LeftOutOfMessages;
        AllArgumentsPlain = Array.TrueForAll(parameters, parameter => PlainTypes.IsPlain(parameter.ParameterType));
        AllArgumentsImmutable = LeftOutOfCopies == (1UL << parameters.Length) - 1;
        ResultIsImmutable = ImmutableTypes.IsImmutable(method.ReturnParameter);
        Flags = ReadFlags(method);
        ResponseTimeout = method.GetCustomAttribute<ResponseTimeoutAttribute>()?.Timeout;
    }

    /// <summary>The method of the interface, with its type arguments when it is generic.</summary>
    public MethodInfo Method { get; }

    /// <summary>The interface that declares the method.</summary>
    public GrainInterfaceType InterfaceType { get; }

    /// <summary>Names the method on the wire: a hash of the interface in the upper half, one of the signature in the lower.</summary>
    public ulong Id { get; }

    /// <summary>The generic method that this one is an instance of, or <see langword="null"/>.</summary>
    public GrainMethod? Definition { get; }

    public MethodFlags Flags { get; }

    public TimeSpan? ResponseTimeout { get; }

    public string ActivityName { get; }

    /// <summary>The position of the cancellation token among the parameters, or -1.</summary>
    public int CancellationTokenIndex { get; } = -1;

    public ulong LeftOutOfMessages { get; }

    public ulong LeftOutOfCopies { get; }

    public bool AllArgumentsImmutable { get; }

    /// <summary>Whether reading the arguments runs no code of the application.</summary>
    public bool AllArgumentsPlain { get; }

    public bool ResultIsImmutable { get; }

    public bool IsOneWay => (Flags & MethodFlags.OneWay) != 0;

    /// <summary>The type arguments of a generic method, by the names that both sides know.</summary>
    public string[]? TypeArgumentNames { get; init; }

    public abstract Request CreateRequest();

    public override string ToString() => $"{InterfaceType}.{Method.Name}";

    private static MethodFlags ReadFlags(MethodInfo method)
    {
        MethodFlags flags = method.ReturnType == typeof(void) ? MethodFlags.OneWay : MethodFlags.None;
        flags |= method.IsDefined(typeof(Concurrency.OneWayAttribute)) ? MethodFlags.OneWay : MethodFlags.None;
        flags |= method.IsDefined(typeof(Concurrency.ReadOnlyAttribute)) ? MethodFlags.ReadOnly : MethodFlags.None;
        flags |= method.IsDefined(typeof(Concurrency.AlwaysInterleaveAttribute)) ? MethodFlags.AlwaysInterleave : MethodFlags.None;
        return flags;
    }
}
