namespace Orleans.Runtime;

/// <summary>The activation whose turn the current thread runs.</summary>
internal static class RuntimeContext
{
    [ThreadStatic]
    private static IGrainContext? s_current;

    public static IGrainContext? Current
    {
        get => s_current;
        set => s_current = value;
    }
}
