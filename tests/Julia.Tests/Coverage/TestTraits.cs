using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Orleans.Distributed.Julia.Coverage;

/// <summary>Reads from an assembly which traits its tests have, without loading it.</summary>
internal static class TestTraits
{
    private const string Trait = "Xunit.TraitAttribute";

    /// <summary>How an attribute's bytes name a property (0x54) of the type text (0x0E) with a name of four letters.</summary>
    private static ReadOnlySpan<byte> NamedSkip => [0x54, 0x0E, 4, (byte)'S', (byte)'k', (byte)'i', (byte)'p'];

    /// <summary>All values of a trait, each with the name of the test or class of tests that has it. Tests that are skipped have none.</summary>
    /// <param name="assembly">The file.</param>
    /// <param name="name">The name of the trait.</param>
    public static IReadOnlyList<(string Value, string Test)> Read(string assembly, string name)
    {
        using FileStream file = File.OpenRead(assembly);
        return Read(file, name);
    }

    /// <inheritdoc cref="Read(string, string)"/>
    public static IReadOnlyList<(string Value, string Test)> Read(Stream assembly, string name)
    {
        using var file = new PEReader(assembly, PEStreamOptions.LeaveOpen);
        MetadataReader metadata = file.GetMetadataReader();
        var found = new List<(string, string)>();
        foreach (TypeDefinition type in metadata.TypeDefinitions.Select(metadata.GetTypeDefinition))
        {
            string typeName = metadata.GetString(type.Name);
            bool hasTests = false;
            foreach ((string test, CustomAttribute[] attributes) in Tests(metadata, type).Where(test => !IsSkipped(metadata, test.Attributes)))
            {
                hasTests = true;
                found.AddRange(Values(metadata, attributes, name).Select(value => (value, test)));
            }

            if (hasTests)
            {
                found.AddRange(Values(metadata, Attributes(metadata, type.GetCustomAttributes()), name).Select(value => (value, typeName)));
            }
        }

        return found;
    }

    /// <summary>The tests that an attribute keeps from being run, wholly or with some of their data.</summary>
    public static IReadOnlyList<string> Skipped(Stream assembly)
    {
        using var file = new PEReader(assembly, PEStreamOptions.LeaveOpen);
        MetadataReader metadata = file.GetMetadataReader();
        return [.. metadata.TypeDefinitions.SelectMany(type => Tests(metadata, metadata.GetTypeDefinition(type)))
            .Where(test => IsSkipped(metadata, test.Attributes)).Select(test => test.Name)];
    }

    private static IEnumerable<(string Name, CustomAttribute[] Attributes)> Tests(MetadataReader metadata, TypeDefinition type) =>
        from method in type.GetMethods().Select(metadata.GetMethodDefinition)
        let attributes = Attributes(metadata, method.GetCustomAttributes())
        where attributes.Any(attribute => IsTest(NameOf(metadata, attribute)))
        select ($"{metadata.GetString(type.Name)}.{metadata.GetString(method.Name)}", attributes);

    private static CustomAttribute[] Attributes(MetadataReader metadata, CustomAttributeHandleCollection handles) =>
        [.. handles.Select(metadata.GetCustomAttribute)];

    private static bool IsTest(string attribute) =>
        attribute.EndsWith("FactAttribute", StringComparison.Ordinal) || attribute.EndsWith("TheoryAttribute", StringComparison.Ordinal);

    /// <summary>Whether an attribute of xunit, the test's own or one with its data, sets <c>Skip</c>.</summary>
    private static bool IsSkipped(MetadataReader metadata, CustomAttribute[] attributes) =>
        attributes.Any(attribute => NameOf(metadata, attribute).StartsWith("Xunit.", StringComparison.Ordinal)
            && metadata.GetBlobBytes(attribute.Value).AsSpan().IndexOf(NamedSkip) >= 0);

    private static IEnumerable<string> Values(MetadataReader metadata, IEnumerable<CustomAttribute> attributes, string name)
    {
        foreach (CustomAttribute attribute in attributes.Where(attribute => NameOf(metadata, attribute) == Trait))
        {
            // A mark of two bytes, then the two arguments of the constructor.
            BlobReader arguments = metadata.GetBlobReader(attribute.Value);
            arguments.ReadUInt16();
            if (arguments.ReadSerializedString() == name)
            {
                yield return arguments.ReadSerializedString() ?? string.Empty;
            }
        }
    }

    private static string NameOf(MetadataReader metadata, CustomAttribute attribute)
    {
        switch (attribute.Constructor.Kind)
        {
            case HandleKind.MemberReference:
                MemberReference constructor = metadata.GetMemberReference((MemberReferenceHandle)attribute.Constructor);
                return constructor.Parent.Kind == HandleKind.TypeReference
                    && metadata.GetTypeReference((TypeReferenceHandle)constructor.Parent) is var reference
                        ? $"{metadata.GetString(reference.Namespace)}.{metadata.GetString(reference.Name)}"
                        : string.Empty;
            case HandleKind.MethodDefinition:
                TypeDefinition type = metadata.GetTypeDefinition(
                    metadata.GetMethodDefinition((MethodDefinitionHandle)attribute.Constructor).GetDeclaringType());
                return $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}";
            default:
                return string.Empty;
        }
    }
}
