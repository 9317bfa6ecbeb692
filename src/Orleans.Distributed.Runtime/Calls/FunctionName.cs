using System.Reflection;

namespace Orleans.Distributed.Calls;

/// <summary>Names functions for people: <c>Pricing.Simulate</c>, also for a lambda inside <c>Simulate</c>.</summary>
internal static class FunctionName
{
    public static string Of(Delegate function)
    {
        MethodInfo method = function.Method;
        Type? type = method.DeclaringType;
        while (type is { DeclaringType: { } outer } && type.Name.Contains('<', StringComparison.Ordinal))
        {
            type = outer;
        }

        return type is null ? Method(method.Name) : $"{TypeName(type)}.{Method(method.Name)}";
    }

    /// <summary><c>&lt;Simulate&gt;b__0_1</c> is a lambda and <c>&lt;Simulate&gt;g__Step|0_1</c> the local function Step.</summary>
    private static string Method(string name)
    {
        if (!name.StartsWith('<'))
        {
            return name;
        }

        int end = name.IndexOf('>', StringComparison.Ordinal);
        string outer = name[1..Math.Max(1, end)];
        outer = outer.Replace("<Main>$", "Main", StringComparison.Ordinal);
        int local = name.IndexOf("g__", StringComparison.Ordinal);
        int bar = name.IndexOf('|', StringComparison.Ordinal);
        return local >= 0 && bar > local ? $"{outer}.{name[(local + 3)..bar]}" : $"{outer} (lambda)";
    }

    private static string TypeName(Type type)
    {
        string name = type.Name;
        int arity = name.IndexOf('`', StringComparison.Ordinal);
        return arity < 0 ? name : name[..arity];
    }
}
