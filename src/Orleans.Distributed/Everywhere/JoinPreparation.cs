using Orleans.Distributed.Calls;
using Orleans.Distributed.Functions;

namespace Orleans.Distributed.Everywhere;

/// <summary>Runs in a process that is about to join what was recorded for that.</summary>
internal sealed class JoinPreparation(LocalProcess process, CallDispatcher calls)
{
    /// <summary>How long the head may take to hear of a failure, before this process ends without.</summary>
    private static readonly TimeSpan ReportPatience = TimeSpan.FromSeconds(5);

    /// <summary>Runs the functions after a number, one after the other.</summary>
    /// <returns>The number of the last.</returns>
    /// <exception cref="RemoteException">One has failed; the head knows.</exception>
    public async Task<long> RunAsync(long after, CancellationToken cancellationToken)
    {
        try
        {
            RecordedFunctions recorded = await calls.InvokeAsync(1, new RecordQuery(after), cancellationToken).ConfigureAwait(false);
            foreach (ShippedFunction function in recorded.Functions)
            {
                await calls.InvokeAsync(process.Pid, new InvocationWithoutArguments<Nothing>(function.Function), cancellationToken).ConfigureAwait(false);
            }

            return recorded.Through;
        }
        catch (RemoteException e)
        {
            RemoteFault fault = RemoteFault.Capture(process.Pid, e.InnerException ?? e);
            await ((Task)calls.InvokeAsync(1, new StartFailure(process.Pid, fault), cancellationToken))
                .WaitAsync(ReportPatience, process.Time, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }
    }
}
