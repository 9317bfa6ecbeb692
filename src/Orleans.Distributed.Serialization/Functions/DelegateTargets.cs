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

    /// <summary>
    /// What a person would call the target of a delegate; nothing for a class of captured variables, which are named themselves.
    /// </summary>
    public static string? NameOf(Delegate call)
    {
        if (call.Target is not { } target || target.GetType().IsDefined(typeof(CompilerGeneratedAttribute), inherit: false))
        {
            return null;
        }

        return call.Method.Name.StartsWith('<') ? "captured 'this'" : $"object of method '{call.Method.Name}'";
    }

    public static FieldInfo? SingletonField(Type type)
        => type.GetField(SingletonFieldName, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic);
}
