namespace Orleans.Runtime.Invocation;

/// <summary>What the attributes of a grain method say.</summary>
[Flags]
internal enum MethodFlags
{
    None = 0,
    OneWay = 1,
    ReadOnly = 2,
    AlwaysInterleave = 4,
}
