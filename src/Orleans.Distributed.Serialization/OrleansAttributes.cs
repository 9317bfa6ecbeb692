using System.Reflection;

namespace Orleans.Distributed.Serialization;

/// <summary>
/// The attributes of Microsoft Orleans that say how a type is sent. They are recognised by name: both engines define them.
/// </summary>
internal static class OrleansAttributes
{
    private const string GenerateSerializerName = "Orleans.GenerateSerializerAttribute";
    private const string IdName = "Orleans.IdAttribute";
    private const string AliasName = "Orleans.AliasAttribute";

    public static bool IsGenerated(Type type) => Find(type, GenerateSerializerName) is not null;

    /// <summary>
    /// Whether <c>GenerateSerializer</c> says that the parameters of a record's primary constructor get numbers; by default those of
    /// records do.
    /// </summary>
    public static bool? IncludesPrimaryConstructor(Type type)
        => Find(type, GenerateSerializerName)?.NamedArguments.FirstOrDefault(argument => argument.MemberName == "IncludePrimaryConstructorParameters").TypedValue.Value as bool?;

    public static uint? Id(MemberInfo member) => Find(member, IdName)?.ConstructorArguments is [{ Value: uint id }] ? id : null;

    public static string? Alias(Type type) => Find(type, AliasName)?.ConstructorArguments is [{ Value: string alias }] ? alias : null;

    // Attribute data, not attributes: no constructor of theirs runs.
    private static CustomAttributeData? Find(MemberInfo member, string name)
        => member.GetCustomAttributesData().FirstOrDefault(data => data.AttributeType.FullName == name);
}
