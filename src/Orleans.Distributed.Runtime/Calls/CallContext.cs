namespace Orleans.Distributed.Calls;

/// <summary>What surrounds a function that runs for a remote call. Flows with its asynchronous code.</summary>
/// <param name="Process">The process that it runs in.</param>
/// <param name="Services">That process's services.</param>
/// <param name="Call">The call.</param>
internal sealed record CallContext(LocalProcess Process, IServiceProvider Services, IRunningCall? Call)
{
    private static readonly AsyncLocal<CallContext?> Flowing = new();

    public static CallContext? Current
    {
        get => Flowing.Value;
        set => Flowing.Value = value;
    }
}
