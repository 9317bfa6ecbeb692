namespace Orleans.Distributed;

/// <summary>Errors that are raised in more than one place, so that they read the same everywhere.</summary>
internal static class Errors
{
    public static InvalidOperationException ReferenceGone(Rrid id) => new(
        $"What {id} refers to is gone: every process had released it, by fetching it, disposing the handle or dropping it. "
        + "Keep a handle as long as it is needed.");

    public static InvalidOperationException FutureSetTwice(Rrid id) => new($"Future can be set only once. The future {id} keeps its first value.");

    public static InvalidOperationException NotHead(int pid) => new(
        $"Only process 1 can add and remove processes. This is process {pid}; do it there, for example with a remote call to process 1.");

    public static InvalidOperationException CallbacksAtHead(int pid) => new(
        $"Callbacks for workers are called at process 1. This is process {pid}; register them there. Any process can read ICluster.Events.");
}
