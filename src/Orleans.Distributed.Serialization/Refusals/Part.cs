using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Orleans.Distributed.Serialization.Refusals;

/// <summary>A part of a value, and how a person would say where it is; without a name, it is where the whole is.</summary>
internal readonly record struct Part(string? Name, object? Value)
{
    public static Part Element(int index, object? value) => new(string.Create(CultureInfo.InvariantCulture, $"[{index}]"), value);

    public static Part Entry(object? key, object? value) => new($"[{Describe(key)}]", value);

    public static Part Key(object? key) => new($"key {Describe(key)}", key);

    /// <summary>The fields of an object, structures included.</summary>
    public static IEnumerable<Part> Fields(object value, Type? stop = null)
    {
        Type type = value.GetType();
        foreach (FieldInfo field in Codecs.Fields.Of(type, stop))
        {
            yield return new Part(FieldName(type, field), field.GetValue(value));
        }
    }

    private static string Describe(object? key) => key switch
    {
        null => "null",
        string text => $"\"{(text.Length <= 40 ? text : string.Concat(text.AsSpan(0, 40), "..."))}\"",
        IFormattable number when key.GetType().IsPrimitive || key is Enum or Guid => number.ToString(null, CultureInfo.InvariantCulture),
        _ => TypeNames.Short(key.GetType()),
    };

    /// <summary>
    /// Says a field the way the source code does. The compiler keeps captured variables as fields of a class whose name begins with
    /// <c>&lt;&gt;c__DisplayClass</c>, the captured <see langword="this"/> as <c>&lt;&gt;4__this</c>, and outer scopes as
    /// <c>CS$&lt;&gt;8__locals</c>.
    /// </summary>
    private static string? FieldName(Type type, FieldInfo field)
    {
        if (field.GetCustomAttribute<PathNameAttribute>() is { } given)
        {
            return given.Name;
        }

        string name = field.Name;
        bool captured = type.Name.StartsWith("<>c", StringComparison.Ordinal)
            && type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false);
        if (captured)
        {
            if (name.StartsWith("CS$<>8__locals", StringComparison.Ordinal))
            {
                return null;
            }

            return name.EndsWith("__this", StringComparison.Ordinal) ? "captured 'this'" : $"captured variable '{name}'";
        }

        // Auto-properties are <Name>k__BackingField, members of anonymous types <Name>i__Field, captured constructor parameters <name>P.
        if (name.StartsWith('<') && name.IndexOf('>', StringComparison.Ordinal) is var end && end > 1)
        {
            name = name[1..end];
        }

        Type declaring = field.DeclaringType!;
        bool isTuple = typeof(ITuple).IsAssignableFrom(declaring) && declaring.Namespace == nameof(System);
        return isTuple
            || declaring.Name.StartsWith("<>f__Anonymous", StringComparison.Ordinal)
            ? name
            : $"{TypeNames.Short(declaring)}.{name}";
    }
}
