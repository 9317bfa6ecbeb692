using Microsoft.Extensions.DependencyInjection;
using Orleans.Distributed.Calls;
using Orleans.Distributed.References;
using Orleans.Distributed.Serialization;

namespace Orleans.Distributed.Futures;

/// <summary>Waits for the value of a future at its owner, and sends what a function makes of it.</summary>
/// <remarks>It names the future by its identity alone: a handle would make the owner a holder for no reason.</remarks>
internal sealed class FutureSelection<T, TResult>(Rrid id, StoredResult? known, Func<T, TResult> selector) : Invocation<Selection<TResult>>
{
    private readonly Rrid _id = id;

    /// <summary>The result, where the process that asks has it itself.</summary>
    [NonSerialized]
    private readonly StoredResult? _known = known;

    [PathName]
    private readonly Func<T, TResult> _selector = selector;

    public override string Name => FunctionName.Of(_selector);

    public override async ValueTask<Selection<TResult>> InvokeAsync(IRunningCall call)
    {
        return (_known ?? await FindAsync(call.Cancellation)) switch
        {
            { Fault: { } fault } => new Selection<TResult>(CallStatus.Fault, default, fault),
            null or ReleasedResult => new Selection<TResult>(CallStatus.Gone),
            var result => new Selection<TResult>(CallStatus.Value, _selector(result.Get<T>(_id))),
        };
    }

    private async ValueTask<StoredResult?> FindAsync(CancellationToken cancellationToken)
    {
        HandleContext here = CallContext.Current!.Services.GetRequiredService<HandleContext>();
        return await here.Owned.FindAsync(_id).AsTask().WaitAsync(cancellationToken) is FutureEntry future
            ? await future.WaitAsync().WaitAsync(cancellationToken)
            : null;
    }
}
