using Microsoft.Extensions.DependencyInjection;
using Orleans.Distributed.Calls;
using Orleans.Distributed.References;

namespace Orleans.Distributed.Pools;

/// <summary>Something that a process asks of a pool that lives in another one.</summary>
internal abstract class PoolInvocation<TResult>(Rrid pool) : Invocation<TResult>
{
    private readonly Rrid _pool = pool;

    public override string Name => $"the use of the pool {_pool}";

    public override bool IsSystem => true;

    public sealed override ValueTask<TResult> InvokeAsync(IRunningCall call)
    {
        CallContext context = CallContext.Current ?? throw new InvalidOperationException("A pool is asked by a call, in the process that it lives in.");
        return context.Services.GetRequiredService<ReferenceTable>().TryGet(_pool, out ReferenceEntry? entry) && entry is PoolEntry found
            ? AskAsync(found, call)
            : new(WithoutPool(_pool));
    }

    protected abstract ValueTask<TResult> AskAsync(PoolEntry pool, IRunningCall call);

    /// <summary>The answer when nobody holds the pool any more.</summary>
    protected virtual TResult WithoutPool(Rrid pool) => throw Errors.ReferenceGone(pool);
}
