namespace Orleans.Distributed.RealProcesses.Support;

internal static class Limits
{
    /// <summary>How long anything may take that takes less than a second on an idle machine.</summary>
    public static readonly TimeSpan Generous = TimeSpan.FromSeconds(30);

    /// <summary>How long a caller may wait for the word that the process it called is gone.</summary>
    public static readonly TimeSpan DeathNotice = TimeSpan.FromSeconds(1);

    /// <summary>How long workers may outlive their head.</summary>
    public static readonly TimeSpan Orphaned = TimeSpan.FromSeconds(2);

    /// <summary>Waits for a task as long as is generous.</summary>
    public static Task<T> InTimeAsync<T>(this Task<T> task) => task.WaitAsync(Generous);

    /// <inheritdoc cref="InTimeAsync{T}(Task{T})"/>
    public static Task InTimeAsync(this Task task) => task.WaitAsync(Generous);
}
