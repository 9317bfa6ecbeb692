using Orleans.Runtime.Invocation;

namespace Orleans.Runtime.Catalog;

/// <summary>Type arguments as part of the name of a grain type: <c>[[A],[B]]</c>.</summary>
internal static class GenericNames
{
    public static Type[] ArgumentsOf(string suffix)
    {
        var arguments = new List<Type>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < suffix.Length; i++)
        {
            if (suffix[i] == '[' && ++depth == 2)
            {
                start = i + 1;
            }
            else if (suffix[i] == ']' && depth-- == 2)
            {
                arguments.Add(TypeNames.TypeOf(suffix[start..i]));
            }
        }

        return [.. arguments];
    }
}
