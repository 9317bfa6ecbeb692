using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Orleans.Distributed.Julia.Coverage;

/// <summary>Reads from an assembly which traits its tests have, without loading it.</summary>
internal static class TestTraits
{
    private const string Trait = "Xunit.TraitAttribute";

    /// <summary>All values of a trait, each with the name of the test or class of tests that has it.</summary>
    /// <param name="assembly">The file.</param>
    /// <param name="name">The name of the trait.</param>
    public static IReadOnlyList<(string Value, string Test)> Read(string assembly, string name)
    {
        using var file = new PEReader(File.OpenRead(assembly));
        MetadataReader metadata = file.GetMetadataReader();
        var found = new List<(string, string)>();
        foreach (TypeDefinition type in metadata.TypeDefinitions.Select(metadata.GetTypeDefinition))
        {
            string typeName = metadata.GetString(type.Name);
            bool hasTests = false;
            foreach (MethodDefinition method in type.GetMethods().Select(metadata.GetMethodDefinition))
            {
                CustomAttribute[] attributes = Attributes(metadata, method.GetCustomAttributes());
                if (attributes.Any(attribute => IsTest(NameOf(metadata, attribute))))
                {
                    hasTests = true;
                    string test = $"{typeName}.{metadata.GetString(method.Name)}";
                    found.AddRange(Values(metadata, attributes, name).Select(value => (value, test)));
                }
            }

            if (hasTests)
            {
                found.AddRange(Values(metadata, Attributes(metadata, type.GetCustomAttributes()), name).Select(value => (value, typeName)));
            }
        }

        return found;
    }

    private static CustomAttribute[] Attributes(MetadataReader metadata, CustomAttributeHandleCollection handles) =>
        [.. handles.Select(metadata.GetCustomAttribute)];

    private static bool IsTest(string attribute) =>
        attribute.EndsWith("FactAttribute", StringComparison.Ordinal) || attribute.EndsWith("TheoryAttribute", StringComparison.Ordinal);

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
