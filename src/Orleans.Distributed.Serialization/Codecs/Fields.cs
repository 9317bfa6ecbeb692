using System.Reflection;
using System.Text;

namespace Orleans.Distributed.Serialization.Codecs;

/// <summary>Which fields of a type travel.</summary>
internal static class Fields
{
    private const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    // FieldAttributes.NotSerialized, whose name is obsolete while [NonSerialized] is not.
    private const FieldAttributes NotSerialized = (FieldAttributes)0x80;

    /// <summary>Whether a field is marked to stay at home.</summary>
    public static bool Travels(FieldInfo field) => (field.Attributes & NotSerialized) == 0;

    /// <summary>The fields of a type and its base types, base first, in an order that does not depend on reflection.</summary>
    /// <param name="type">The type.</param>
    /// <param name="stop">The base type whose fields, with those of its own base types, are left out.</param>
    public static IReadOnlyList<FieldInfo> Of(Type type, Type? stop = null)
    {
        var fields = new List<FieldInfo>();
        for (Type? current = type; current is not null && current != stop; current = current.BaseType)
        {
            fields.InsertRange(0, current.GetFields(Declared)
                .Where(Travels)
                .OrderBy(field => field.MetadataToken));
        }

        return fields;
    }

    /// <summary>All fields of a type and its base types, also those that stay at home.</summary>
    public static IReadOnlyList<FieldInfo> All(Type type)
    {
        var fields = new List<FieldInfo>();
        for (Type? current = type; current is not null; current = current.BaseType)
        {
            fields.AddRange(current.GetFields(Declared));
        }

        return fields;
    }

    /// <summary>
    /// A hash over the fields of structures that a collection consists of; 0 for elements that say for themselves what they are.
    /// </summary>
    public static ulong FingerprintOfElements(Type element)
        => element is { IsValueType: true, IsPrimitive: false, IsEnum: false }
            && element.Assembly != typeof(object).Assembly
            && !OrleansAttributes.IsGenerated(element)
            ? Fingerprint(Of(element))
            : 0;

    /// <summary>A hash over names and types of fields, those of structures inside included.</summary>
    public static ulong Fingerprint(IEnumerable<FieldInfo> fields)
    {
        var text = new StringBuilder();
        Describe(text, fields);

        // FNV-1a: stable across processes and versions, and no defence is needed, because the types are checked anyway.
        ulong hash = 14695981039346656037;
        foreach (char c in text.ToString())
        {
            hash = (hash ^ c) * 1099511628211;
        }

        return hash | 1;
    }

    private static void Describe(StringBuilder text, IEnumerable<FieldInfo> fields)
    {
        foreach (FieldInfo field in fields)
        {
            Type type = field.FieldType;
            text.Append(field.Name).Append(':').Append(type).Append(';');
            if (type is { IsValueType: true, IsPrimitive: false, IsEnum: false }
                && type.Assembly != typeof(object).Assembly
                && !OrleansAttributes.IsGenerated(type))
            {
                text.Append('{');
                Describe(text, Of(type));
                text.Append('}');
            }
        }
    }
}
