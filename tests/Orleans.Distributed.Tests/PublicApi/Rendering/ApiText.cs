using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace Orleans.Distributed.Tests.PublicApi.Rendering;

/// <summary>What the users of an assembly can see of it, as text that is the same whenever that is the same.</summary>
internal static class ApiText
{
    /// <summary>Where the code generator of Microsoft Orleans puts what it makes; the embedded engine makes that when it runs.</summary>
    private const string GeneratedNamespace = "OrleansCodeGen";

    public static string Of(Assembly assembly)
    {
        var text = new StringBuilder();
        var visible = assembly.GetTypes().Where(type => IsVisible(type) && !type.IsNested && !IsGenerated(type));
        foreach (IGrouping<string, Type> space in visible.GroupBy(type => type.Namespace ?? "").OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            text.Append(text.Length == 0 ? "" : "\n").Append("namespace ").Append(space.Key.Length == 0 ? "(none)" : space.Key).Append('\n');
            foreach (Type type in space.OrderBy(SortKey, StringComparer.Ordinal))
            {
                text.Append('\n');
                Append(text, type, 0);
            }
        }

        return text.Length == 0 ? "(nothing)\n" : text.ToString();
    }

    private static bool IsVisible(Type type) => type.IsPublic || type.IsNestedPublic || type.IsNestedFamily || type.IsNestedFamORAssem;

    private static bool IsGenerated(Type type) =>
        type.Namespace?.StartsWith(GeneratedNamespace, StringComparison.Ordinal) == true
        || type.Name.StartsWith('<')
        || type.IsDefined(typeof(CompilerGeneratedAttribute), false);

    private static string SortKey(Type type) => $"{type.Name.Split('`')[0]} {type.GetGenericArguments().Length}";

    private static void Append(StringBuilder text, Type type, int depth)
    {
        string indent = new(' ', depth * 4);
        string access = type.IsPublic || type.IsNestedPublic ? "public " : "protected ";
        foreach (string attribute in Attributes(type))
        {
            text.Append(indent).Append(attribute).Append('\n');
        }

        if (typeof(Delegate).IsAssignableFrom(type))
        {
            text.Append(indent).Append(access).Append(MemberText.Delegate(type)).Append('\n');
            return;
        }

        text.Append(indent).Append(access).Append(Kind(type)).Append(TypeText.Declared(type)).Append(Bases(type))
            .Append(TypeText.Constraints(TypeText.OwnArguments(type))).Append('\n');
        foreach (string member in MemberText.Of(type))
        {
            text.Append(indent).Append("    ").Append(member).Append('\n');
        }

        foreach (Type nested in type.GetNestedTypes(BindingFlags.Public | BindingFlags.NonPublic)
            .Where(nested => IsVisible(nested) && !IsGenerated(nested)).OrderBy(SortKey, StringComparer.Ordinal))
        {
            Append(text, nested, depth + 1);
        }
    }

    private static IEnumerable<string> Attributes(Type type)
    {
        if (type.IsDefined(typeof(FlagsAttribute), false))
        {
            yield return "[Flags]";
        }

        // The compiler marks each ref struct so, for compilers that do not know them.
        if (!type.IsByRefLike && type.GetCustomAttribute<ObsoleteAttribute>() is { } obsolete)
        {
            yield return $"[Obsolete(\"{obsolete.Message}\")]";
        }
    }

    private static string Kind(Type type)
    {
        if (type.IsEnum)
        {
            return "enum ";
        }

        if (type.IsInterface)
        {
            return "interface ";
        }

        bool isRecord = type.GetMethod("PrintMembers", BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.DeclaredOnly) is not null;
        string record = isRecord ? "record " : "";
        if (type.IsValueType)
        {
            return (type.IsDefined(typeof(IsReadOnlyAttribute), false) ? "readonly " : "") + (type.IsByRefLike ? "ref " : "") + record + "struct ";
        }

        return (type.IsAbstract && type.IsSealed ? "static " : type.IsAbstract ? "abstract " : type.IsSealed ? "sealed " : "")
            + (isRecord ? record : "class ");
    }

    private static string Bases(Type type)
    {
        var bases = new List<string>();
        if (type.IsEnum)
        {
            return Enum.GetUnderlyingType(type) == typeof(int) ? "" : $" : {TypeText.Of(Enum.GetUnderlyingType(type))}";
        }

        if (type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType))
        {
            bases.Add(TypeText.Of(parent));
        }

        // Those that a base or another interface brings along say nothing new, and whether they are listed is up to the compiler.
        Type[] all = type.GetInterfaces();
        var inherited = all.SelectMany(i => i.GetInterfaces()).Concat(type.BaseType?.GetInterfaces() ?? []).ToHashSet();
        bases.AddRange(all.Where(i => (i.IsPublic || i.IsNestedPublic) && !inherited.Contains(i)).Select(i => TypeText.Of(i)).Order(StringComparer.Ordinal));
        return bases.Count == 0 ? "" : " : " + string.Join(", ", bases);
    }
}
