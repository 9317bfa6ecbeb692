using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;

namespace Orleans.Runtime.Invocation;

/// <summary>The assembly of the generated proxies, which may see what is internal in the assemblies of the interfaces.</summary>
internal static class ProxyAssembly
{
    private static readonly ConstructorInfo AccessConstructor = typeof(IgnoresAccessChecksToAttribute).GetConstructor([typeof(string)])!;
    private static readonly HashSet<string> Allowed = new(StringComparer.Ordinal);
    private static readonly AssemblyBuilder Builder =
        AssemblyBuilder.DefineDynamicAssembly(new AssemblyName("Orleans.Proxies"), AssemblyBuilderAccess.Run);

    public static ModuleBuilder Module { get; } = CreateModule();

    public static void AllowAccessTo(Type type)
    {
        if (type.HasElementType)
        {
            AllowAccessTo(type.GetElementType()!);
            return;
        }

        if (type.IsGenericParameter)
        {
            return;
        }

        if (type.IsConstructedGenericType)
        {
            Array.ForEach(type.GetGenericArguments(), AllowAccessTo);
        }

        Allow(type.Assembly);
        foreach (Type inherited in type.IsInterface && !type.ContainsGenericParameters ? type.GetInterfaces() : [])
        {
            Allow(inherited.Assembly);
        }
    }

    private static ModuleBuilder CreateModule()
    {
        ModuleBuilder module = Builder.DefineDynamicModule("Orleans.Proxies");
        Allow(typeof(ProxyAssembly).Assembly);
        return module;
    }

    private static void Allow(Assembly assembly)
    {
        string name = assembly.GetName().Name!;
        if (!assembly.IsDynamic && assembly != typeof(object).Assembly && Allowed.Add(name))
        {
            Builder.SetCustomAttribute(new CustomAttributeBuilder(AccessConstructor, [name]));
        }
    }
}
