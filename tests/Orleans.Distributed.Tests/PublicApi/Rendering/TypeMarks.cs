using System.Reflection;
using System.Runtime.CompilerServices;

namespace Orleans.Distributed.Tests.PublicApi.Rendering;

/// <summary>
/// What the compiler has written beside the type of a member, and reflection does not show as part of it: where null is allowed, and the names
/// of tuple elements. Both are lists in the order in which the types occur, the outer before the inner.
/// </summary>
internal sealed class TypeMarks
{
    private const byte MayBeNull = 2;

    private readonly byte[] _nulls;
    private readonly string?[] _names;
    private int _nextNull;
    private int _nextName;

    private TypeMarks(byte[] nulls, string?[] names)
    {
        _nulls = nulls;
        _names = names;
    }

    public static TypeMarks Of(ParameterInfo parameter) => new(
        NullsOf(parameter.CustomAttributes) ?? ContextOf(parameter.Member), NamesOf(parameter.GetCustomAttribute<TupleElementNamesAttribute>()));

    public static TypeMarks Of(MemberInfo member) => new(
        NullsOf(member.CustomAttributes) ?? ContextOf(member), NamesOf(member.GetCustomAttribute<TupleElementNamesAttribute>()));

    /// <summary>Whether the next type may be null.</summary>
    public bool TakeNull() => _nulls.Length switch
    {
        0 => false,
        1 => _nulls[0] == MayBeNull,
        _ => _nulls[_nextNull++] == MayBeNull,
    };

    /// <summary>The names of the elements of the next tuple, <see langword="null"/> for those without.</summary>
    public string?[] TakeNames(int count)
    {
        _nextName += count;
        return _nextName <= _names.Length ? _names[(_nextName - count).._nextName] : new string?[count];
    }

    private static string?[] NamesOf(TupleElementNamesAttribute? names) => names is null ? [] : [.. names.TransformNames];

    private static byte[]? NullsOf(IEnumerable<CustomAttributeData> attributes) =>
        attributes.FirstOrDefault(attribute => attribute.AttributeType == typeof(NullableAttribute))?.ConstructorArguments[0].Value switch
        {
            byte all => [all],
            IReadOnlyCollection<CustomAttributeTypedArgument> each => [.. each.Select(one => (byte)one.Value!)],
            _ => null,
        };

    // What holds for all types of a method or of a class that say nothing else.
    private static byte[] ContextOf(MemberInfo? member)
    {
        for (; member is not null; member = member.DeclaringType)
        {
            if (member.GetCustomAttribute<NullableContextAttribute>() is { } context)
            {
                return [context.Flag];
            }
        }

        return [];
    }
}
