namespace Engine.Tests.Values;

/// <summary>Lets a grain in this process see which object the test passed. The tests that use it run one after the other.</summary>
internal static class SharedPlace
{
    public static object? Value { get; set; }
}
