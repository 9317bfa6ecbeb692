using System.Reflection;
using Orleans.Distributed.Serialization.Codecs;

namespace Orleans.Distributed.Serialization.Versioning;

/// <summary>Finds the numbered members of a type, by the rules of Microsoft Orleans.</summary>
internal static class VersionedMembers
{
    /// <summary>Instead of a hash over fields: these types may differ.</summary>
    public const ulong Fingerprint = 2;

    private const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>
    /// The layers of a type: for each class with the attribute, base first, the parameters of its record, then its numbered members.
    /// </summary>
    public static VersionedMember<T>[][] Of<T>(ValueCodec owner)
    {
        var layers = new List<VersionedMember<T>[]>();
        for (Type? type = typeof(T); type is not null; type = type.BaseType)
        {
            if (OrleansAttributes.IsGenerated(type))
            {
                layers.Insert(
                    0, [.. Numbered(type).OrderBy(member => member.Id).Select(member => Create<T>(owner, member.Id, member.Member))]);
                if (PrimaryConstructor.MembersOf(type) is { } parameters)
                {
                    layers.Insert(0, [.. parameters.Select(parameter => Create<T>(owner, parameter.Id, parameter.Member))]);
                }
            }
        }

        return [.. layers];
    }

    /// <summary>The field that keeps the value of an automatic property.</summary>
    public static FieldInfo? BackingField(Type type, string property) => type.GetField($"<{property}>k__BackingField", Declared);

    private static List<(uint Id, MemberInfo Member)> Numbered(Type type)
    {
        var members = new List<(uint Id, MemberInfo Member)>();
        foreach (MemberInfo member in type.GetMembers(Declared))
        {
            if (OrleansAttributes.Id(member) is not { } id)
            {
                continue;
            }

            MemberInfo access = member is PropertyInfo property ? BackingField(type, property.Name) ?? (MemberInfo)property : member;
            if (access is PropertyInfo { CanRead: false } or PropertyInfo { CanWrite: false } or PropertyInfo { PropertyType.IsByRef: true })
            {
                throw new UnsendableValueException(
                    type, null, $"its property {member.Name} has a number but cannot be both read and set", "Give it a setter, or take the [Id] away");
            }

            if (access is FieldInfo field && !Fields.Travels(field))
            {
                continue;
            }

            if (members.Exists(other => other.Id == id))
            {
                throw new UnsendableValueException(
                    type, null, $"two of its members have the number {id}", "Give every member an [Id] of its own");
            }

            members.Add((id, access));
        }

        return members;
    }

    private static VersionedMember<T> Create<T>(ValueCodec owner, uint id, MemberInfo member)
    {
        Type type = member is FieldInfo field ? field.FieldType : ((PropertyInfo)member).PropertyType;
        return (VersionedMember<T>)typeof(VersionedMembers).GetMethod(nameof(CreateTyped), BindingFlags.Static | BindingFlags.NonPublic)!
            .MakeGenericMethod(typeof(T), type).Invoke(null, BindingFlags.DoNotWrapExceptions, null, [owner, id, member], null)!;
    }

    private static VersionedMember<T, TMember> CreateTyped<T, TMember>(ValueCodec owner, uint id, MemberInfo member)
        => new(id, owner, MemberAccess.Getter<T, TMember>(member), MemberAccess.Setter<T, TMember>(member));
}
