namespace Orleans.Distributed.Julia.Support;

/// <summary>How long things may take.</summary>
internal static class Limits
{
    /// <summary>How long anything may take that takes less than a second on an idle machine.</summary>
    public static readonly TimeSpan Generous = TimeSpan.FromSeconds(30);

    /// <summary>Waits for a task as long as is generous.</summary>
    public static Task<T> InTimeAsync<T>(this Task<T> task) => task.WaitAsync(Generous);

    /// <inheritdoc cref="InTimeAsync{T}(Task{T})"/>
    public static Task InTimeAsync(this Task task) => task.WaitAsync(Generous);
}
