using System.Numerics;

namespace Orleans.Distributed.Serialization.Symbols;

/// <summary>
/// Types with a number of their own. The numbers are part of the format: append, never reorder or reuse.
/// </summary>
internal static class WellKnownTypes
{
    /// <summary>Type codes from here on are symbols of the message.</summary>
    public const uint FirstSymbolCode = 48;

    private static readonly Type?[] Types =
    [
        null,
        typeof(object), typeof(string), typeof(bool), typeof(byte), typeof(sbyte), typeof(short), typeof(ushort), typeof(int),
        typeof(uint), typeof(long), typeof(ulong), typeof(float), typeof(double), typeof(decimal), typeof(char), typeof(Guid),
        typeof(DateTime), typeof(DateTimeOffset), typeof(TimeSpan), typeof(DateOnly), typeof(TimeOnly), typeof(Type), typeof(Uri),
        typeof(Version), typeof(BigInteger), typeof(byte[]), typeof(int[]), typeof(long[]), typeof(double[]), typeof(string[]),
        typeof(object[]), typeof(List<string>), typeof(List<int>), typeof(List<object>), typeof(Dictionary<string, string>),
        typeof(Dictionary<string, object>), typeof(Action), typeof(Func<int>), typeof(Func<Task>), typeof(Func<object>), typeof(ExceptionData),
    ];

    /// <summary>Types that have a number only inside the names of other types, from <see cref="FirstSymbolCode"/> on.</summary>
    private static readonly Type[] Definitions =
    [
        typeof(Nullable<>), typeof(List<>), typeof(Dictionary<,>), typeof(HashSet<>), typeof(KeyValuePair<,>), typeof(IEnumerable<>),
        typeof(Func<>), typeof(Func<,>), typeof(Func<,,>), typeof(Func<,,,>), typeof(Func<,,,,>), typeof(Func<,,,,,>), typeof(Action<>),
        typeof(Action<,>), typeof(Action<,,>), typeof(Action<,,,>), typeof(Action<,,,,>), typeof(Tuple<,>), typeof(ValueTuple<,>),
        typeof(ValueTuple<,,>), typeof(ValueTuple<,,,>), typeof(Task<>), typeof(CancellationToken),
    ];

    private static readonly Dictionary<Type, uint> Codes = Types.Select((type, code) => (type, code)).Where(pair => pair.type is not null)
        .ToDictionary(pair => pair.type!, pair => (uint)pair.code);

    private static readonly Dictionary<Type, uint> DefinitionCodes = Definitions.Select((type, code) => (type, code))
        .ToDictionary(pair => pair.type, pair => FirstSymbolCode + (uint)pair.code);

    public static uint CodeOf(Type type) => Codes.GetValueOrDefault(type);

    public static Type? TypeOf(uint code) => code < Types.Length ? Types[code] : null;

    /// <summary>The number of a type inside the name of another; 0 when it has none.</summary>
    public static uint NameCodeOf(Type type) => CodeOf(type) is var code && code != 0 ? code : DefinitionCodes.GetValueOrDefault(type);

    public static Type? TypeOfName(uint code)
        => code < FirstSymbolCode ? TypeOf(code) : code - FirstSymbolCode < Definitions.Length ? Definitions[code - FirstSymbolCode] : null;
}
