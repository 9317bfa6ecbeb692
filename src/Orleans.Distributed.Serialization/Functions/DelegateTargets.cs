using System.Reflection;
using System.Runtime.CompilerServices;

namespace Orleans.Distributed.Serialization.Functions;

/// <summary>What the compiler makes the targets of delegates.</summary>
internal static class DelegateTargets
{
    private const string SingletonName = "<>c";
    private const string SingletonFieldName = "<>9";

    public static bool IsSingletonType(Type type)
        => (type.Name == SingletonName || type.Name.StartsWith(SingletonName + "__", StringComparison.Ordinal))
            && !type.Name.Contains("DisplayClass", StringComparison.Ordinal)
            && type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false)
            && type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).Length == 0;

    public static FieldInfo? SingletonField(Type type) => type.GetField(SingletonFieldName, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic);
}
