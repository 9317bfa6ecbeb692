using System.Reflection;
using System.Reflection.Emit;

namespace Orleans.Distributed.Julia.Coverage;

/// <summary>An assembly with tests that are skipped, which no project may have.</summary>
internal static class EmittedTests
{
    /// <summary>The assembly: a class <c>Tests</c> with a test that is run, and cites J-001, and two that are not, and cite J-002.</summary>
    public static MemoryStream Emit()
    {
        var assembly = new PersistedAssemblyBuilder(new AssemblyName("EmittedTests"), typeof(object).Assembly);
        TypeBuilder type = assembly.DefineDynamicModule("EmittedTests").DefineType("Tests", TypeAttributes.Public);
        Define(type, "Runs", "J-001", Attribute(typeof(FactAttribute)));
        Define(type, "IsSkipped", "J-002", Attribute(typeof(FactAttribute), skip: "not today"));
        Define(type, "HasSkippedData", "J-002", Attribute(typeof(TheoryAttribute)), Attribute(typeof(InlineDataAttribute), "not today", [new object[] { 1 }]));
        type.CreateType();

        var image = new MemoryStream();
        assembly.Save(image);
        image.Position = 0;
        return image;
    }

    private static void Define(TypeBuilder type, string name, string entry, params CustomAttributeBuilder[] attributes)
    {
        MethodBuilder method = type.DefineMethod(name, MethodAttributes.Public, typeof(void), []);
        method.GetILGenerator().Emit(OpCodes.Ret);
        method.SetCustomAttribute(Attribute(typeof(TraitAttribute), null, "Spec", entry));
        foreach (CustomAttributeBuilder attribute in attributes)
        {
            method.SetCustomAttribute(attribute);
        }
    }

    private static CustomAttributeBuilder Attribute(Type type, string? skip = null, params object[] arguments)
    {
        ConstructorInfo constructor = type.GetConstructors().Single();
        return skip is null
            ? new(constructor, arguments)
            : new(constructor, arguments, [type.GetProperty("Skip")!], [skip]);
    }
}
