using Orleans.Distributed.Calls;

namespace Orleans.Distributed.Mapping;

/// <summary>Takes back the items of a batch that its worker has not begun. Returns how many it has begun; -1 when it has no such batch.</summary>
internal sealed class ShortenBatch(Guid map, long batch) : Invocation<int>
{
    private readonly Guid _map = map;
    private readonly long _batch = batch;

    public override string Name => "PMapAsync";

    public override bool IsSystem => true;

    public override ValueTask<int> InvokeAsync(IRunningCall call) => new(BatchProgress.Shorten((_map, _batch)));
}
