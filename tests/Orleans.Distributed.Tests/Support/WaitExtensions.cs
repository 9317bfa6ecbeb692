using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Orleans.Distributed.Tests.Support;

/// <summary>Waiting for what must happen, within <see cref="Limits.Wait"/>.</summary>
internal static class WaitExtensions
{
    public static Task Soon(this Task task) => task.WaitAsync(Limits.Wait);

    public static Task<T> Soon<T>(this Task<T> task) => task.WaitAsync(Limits.Wait);

    public static Task<T> Soon<T>(this Future<T> future) => future.FetchAsync().Soon();

    /// <summary>Waits until a future has its value or failure, without looking at which.</summary>
    public static async Task ReadySoonAsync(this Future future)
    {
        long begin = Stopwatch.GetTimestamp();
        while (!await future.IsReadyAsync().Soon())
        {
            Assert.True(Stopwatch.GetElapsedTime(begin) < Limits.Wait, "The future never became ready.");
        }
    }

    /// <summary>The result of what must be done already.</summary>
    public static T Now<T>(this Task<T> task)
    {
        Assert.True(task.IsCompletedSuccessfully);
        return task.Result;
    }

    /// <summary>Looks again until a condition holds that nothing announces, such as what the garbage collector has done.</summary>
    public static async Task HoldsSoon(Func<bool> condition, Action? between = null, [CallerArgumentExpression(nameof(condition))] string? text = null)
    {
        long begin = Stopwatch.GetTimestamp();
        while (!condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(begin) < Limits.Wait, $"It never became true: {text}");
            between?.Invoke();
            await Task.Delay(5);
        }
    }

    /// <summary>The same, for a condition that another process may have to be asked for.</summary>
    public static async Task HoldsSoonAsync(Func<Task<bool>> condition, [CallerArgumentExpression(nameof(condition))] string? text = null)
    {
        long begin = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(begin) < Limits.Wait, $"It never became true: {text}");
            await Task.Delay(5);
        }
    }

    /// <summary>The same, collecting garbage between the looks.</summary>
    public static Task HoldsAfterCollection(Func<bool> condition, [CallerArgumentExpression(nameof(condition))] string? text = null) =>
        HoldsSoon(condition, CollectGarbage, text);

    public static void CollectGarbage()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
    }
}
