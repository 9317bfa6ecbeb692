using Orleans.Distributed.Calls;

namespace Orleans.Distributed;

/// <summary>The ways to run functions on the processes of a cluster, for functions of all shapes with up to four arguments.</summary>
/// <remarks>
/// A function may be synchronous or asynchronous, with or without a result, and may take a
/// <see cref="CancellationToken"/> after its arguments, which is cancelled when its caller gives up. Captured variables
/// and arguments are sent by value; on the own process nothing is copied.
/// </remarks>
public static partial class ClusterCalls
{
    /// <summary>
    /// The priority of overloads whose function takes a token last. A token that is passed after the arguments is then that of the
    /// call, as it would be if the parameter were a token, and not one more argument of the function.
    /// </summary>
    private const int TakesToken = 1;

    private static async Task<Future> WithoutType(Task<Future<Nothing>> waiting) => await waiting.ConfigureAwait(false);

    private static Invocation<TResult> Of<TResult>(Delegate function) =>
        new InvocationWithoutArguments<TResult>(NotNull(function));

    private static Invocation<TResult> Of<T1, TResult>(Delegate function, T1 argument1) =>
        new Invocation<T1, TResult>(NotNull(function), argument1);

    private static Invocation<TResult> Of<T1, T2, TResult>(Delegate function, T1 argument1, T2 argument2) =>
        new Invocation<T1, T2, TResult>(NotNull(function), argument1, argument2);

    private static Invocation<TResult> Of<T1, T2, T3, TResult>(Delegate function, T1 argument1, T2 argument2, T3 argument3) =>
        new Invocation<T1, T2, T3, TResult>(NotNull(function), argument1, argument2, argument3);

    private static Invocation<TResult> Of<T1, T2, T3, T4, TResult>(
        Delegate function, T1 argument1, T2 argument2, T3 argument3, T4 argument4) =>
        new Invocation<T1, T2, T3, T4, TResult>(NotNull(function), argument1, argument2, argument3, argument4);

    private static Delegate NotNull(Delegate function)
    {
        ArgumentNullException.ThrowIfNull(function);
        return function;
    }
}
