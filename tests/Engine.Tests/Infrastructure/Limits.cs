namespace Engine.Tests.Infrastructure;

/// <summary>Time limits of the tests. They bound a failure; no test waits for one to pass.</summary>
internal static class Limits
{
    /// <summary>How long an event may take before a test is failed.</summary>
    public static readonly TimeSpan Event = TimeSpan.FromSeconds(30);

    /// <summary>Fails with a <see cref="TimeoutException"/> when <paramref name="task"/> does not end within the limit.</summary>
    public static Task Within(this Task task) => task.WaitAsync(Event);

    /// <inheritdoc cref="Within(Task)"/>
    public static Task<T> Within<T>(this Task<T> task) => task.WaitAsync(Event);
}
