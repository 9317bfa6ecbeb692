using Orleans.Distributed;
using Orleans.Distributed.Launching;

/// <summary>
/// What the runtime runs before the user's own entry point in a worker that is a second instance of the user's executable.
/// The runtime asks for this name, outside of any namespace.
/// </summary>
internal static class StartupHook
{
    public static void Initialize()
    {
        // Programs that user code starts must not become workers.
        StartupHookVariable.Leave();
        WorkerHost.Run();
    }
}
