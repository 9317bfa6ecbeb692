namespace Orleans.Distributed.Serialization.Refusals;

/// <summary>
/// Finds the way to a refused part. Encoding keeps no path, because that would cost every message; after a refusal the value
/// is walked once more, without recursion, and the shortest way is told.
/// </summary>
internal static class RefusalPath
{
    private const int LargestWalk = 1_000_000;

    public static Exception Complete(ValueCodec codec, object? root, Exception error)
    {
        switch (error)
        {
            case UnsendableValueException { Reason: not null } refusal:
                return new UnsendableValueException(Find(codec, root, refusal) ?? refusal.Path, refusal);
            case UnsendableValueException or OutOfMemoryException or InvalidOperationException { Source: nameof(ValueWriter) }:
                return error;
            default:
                return new UnsendableValueException(
                    $"The value of type {(root is null ? "null" : TypeNames.Short(
                        root.GetType()))} could not be read: {error.Message} Nothing was sent. Make sure that no other thread changes the value meanwhile.", error);
        }
    }

    private static string? Find(ValueCodec codec, object? root, UnsendableValueException refusal)
    {
        if (root is null)
        {
            return null;
        }

        var steps = new List<Step> { new(null, root, -1) };
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance) { root };
        for (int current = 0; current < steps.Count && current < LargestWalk; current++)
        {
            object value = steps[current].Value;
            if (IsCulprit(value, refusal))
            {
                return Describe(steps, current, refusal.Type!);
            }

            try
            {
                foreach (Part part in codec.ObjectCodecFor(value.GetType()).Parts(value))
                {
                    if (part.Value is { } inner && (inner.GetType().IsValueType || seen.Add(inner)))
                    {
                        steps.Add(new Step(part.Name, inner, current));
                    }
                }
            }
            catch (Exception error) when (error is not OutOfMemoryException)
            {
                // What cannot be walked cannot be told either; the path then ends where the value begins.
                return null;
            }
        }

        return null;
    }

    private static bool IsCulprit(object value, UnsendableValueException refusal)
        => ReferenceEquals(value, refusal.Culprit)
            || (refusal.Culprit is ValueType culprit && culprit.GetType() == value.GetType() && culprit.Equals(value));

    private static string Describe(List<Step> steps, int index, Type type)
    {
        var names = new List<string> { TypeNames.Short(type) };
        for (; index >= 0; index = steps[index].Parent)
        {
            if (steps[index].Name is { } name)
            {
                names.Add(name);
            }
        }

        names.Reverse();
        return string.Join(" -> ", names);
    }

    private readonly record struct Step(string? Name, object Value, int Parent);
}
