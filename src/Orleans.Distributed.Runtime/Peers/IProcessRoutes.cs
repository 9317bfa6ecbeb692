namespace Orleans.Distributed.Peers;

/// <summary>The ways to other processes on which messages keep their order. An engine that keeps no order brings its own.</summary>
internal interface IProcessRoutes
{
    /// <summary>The way to a process as a place where functions run.</summary>
    IWorkerMessages ToWorker(int pid);

    /// <summary>The way to a channel.</summary>
    /// <param name="where">Its owner.</param>
    /// <param name="id">The channel.</param>
    IChannelMessages ToChannel(int where, Rrid id);
}
