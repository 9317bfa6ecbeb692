using Orleans.Runtime.Messaging;

namespace Orleans.Runtime.Invocation;

/// <summary>The values of a request context for a call that stays in its process.</summary>
internal static class ContextValues
{
    /// <summary>Replaces what is mutable among the values by copies, so that caller and grain share nothing.</summary>
    public static Dictionary<string, object>? Copy(Dictionary<string, object>? values, ClusterNode node)
    {
        if (values is null || values.Values.All(IsImmutable))
        {
            // The dictionary itself is never changed.
            return values;
        }

        var copies = new Dictionary<string, object>(values.Count, values.Comparer);
        foreach ((string key, object value) in values)
        {
            copies[key] = IsImmutable(value) ? value : MessageCodec.Copy(value, node);
        }

        return copies;
    }

    private static bool IsImmutable(object? value) => value is null || ImmutableTypes.IsImmutable(value.GetType());
}
