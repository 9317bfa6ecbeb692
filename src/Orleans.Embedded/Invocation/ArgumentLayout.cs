namespace Orleans.Runtime.Invocation;

/// <summary>Maps parameter lists to the structs that carry them.</summary>
internal static class ArgumentLayout
{
    /// <summary>How many arguments one struct holds before the others go to a nested one.</summary>
    public const int PerStruct = 7;

    private static readonly Type[] Definitions =
    [
        typeof(Arguments),
        typeof(Arguments<>),
        typeof(Arguments<,>),
        typeof(Arguments<,,>),
        typeof(Arguments<,,,>),
        typeof(Arguments<,,,,>),
        typeof(Arguments<,,,,,>),
        typeof(Arguments<,,,,,,>),
        typeof(Arguments<,,,,,,,>),
    ];

    public static Type StructFor(ReadOnlySpan<Type> parameters) => parameters.Length switch
    {
        0 => Definitions[0],
        <= PerStruct => Definitions[parameters.Length].MakeGenericType(parameters.ToArray()),
        _ => Definitions[PerStruct + 1].MakeGenericType([.. parameters[..PerStruct], StructFor(parameters[PerStruct..])]),
    };
}
