using System.Reflection;
using System.Text;

namespace Orleans.Distributed.Serialization.Versioning;

/// <summary>
/// Finds the members that stand for the parameters of a primary constructor. Orleans numbers them by position, apart from the numbered
/// members of the body;
/// those with a number of their own count as members of the body.
/// </summary>
internal static class PrimaryConstructor
{
    private const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>The members, or <see langword="null"/> when the type's parameters have no numbers.</summary>
    public static List<(uint Id, FieldInfo Member)>? MembersOf(Type type)
    {
        bool include = OrleansAttributes.IncludesPrimaryConstructor(type) ?? IsRecord(type);
        if (!include || Find(type) is not { } constructor)
        {
            return null;
        }

        var members = new List<(uint Id, FieldInfo Member)>();
        uint id = 0;
        foreach (ParameterInfo parameter in constructor.GetParameters())
        {
            PropertyInfo? property = type.GetProperty(parameter.Name!, Declared);
            if (MemberOf(
                type,
                parameter) is { } field && (property is null || OrleansAttributes.Id(property) is null) && OrleansAttributes.Id(field) is null)
            {
                members.Add((id, field));
            }

            id++;
        }

        return members;
    }

    private static bool IsRecord(Type type)
        => type.GetMethod("<Clone>$", Declared) is not null
            || (type.IsValueType && type.GetMethod("PrintMembers", Declared, [typeof(StringBuilder)]) is not null);

    /// <summary>
    /// The constructor whose every parameter is kept in a member of that name; of several, the longest, which the others call.
    /// </summary>
    private static ConstructorInfo? Find(Type type)
        => type.GetConstructors(Declared)
            .Where(constructor => constructor.GetParameters() is { Length: > 0 } parameters
                && Array.TrueForAll(parameters, parameter => MemberOf(type, parameter) is not null || IsInherited(type, parameter)))
            .MaxBy(constructor => constructor.GetParameters().Length);

    // A record hands parameters on to its base, which has the member and sends it.
    private static bool IsInherited(Type type, ParameterInfo parameter)
        => type.BaseType?.GetProperty(parameter.Name!, BindingFlags.Instance | BindingFlags.Public) is { } property
            && property.PropertyType == parameter.ParameterType;

    // A parameter of a record becomes a property; that of a class a field <name>P when it is used outside of initializers.
    private static FieldInfo? MemberOf(Type type, ParameterInfo parameter)
        => (VersionedMembers.BackingField(type, parameter.Name!) ?? type.GetField($"<{parameter.Name}>P", Declared)) is { } field
            && field.FieldType == parameter.ParameterType ? field : null;
}
