using Orleans.Distributed.Membership;
using Orleans.Distributed.Messages;
using Orleans.Distributed.Peers;
using Orleans.Distributed.References;
using Orleans.Distributed.Scheduling;
using Orleans.Distributed.Serialization.Payloads;

namespace Orleans.Distributed.Calls;

/// <summary>
/// Sends requests to other processes. Each one ends exactly once: with the answer, or with the word that the process is gone.
/// </summary>
internal sealed class RequestSender(LocalProcess process, ProcessTable processes, ReferenceTraffic traffic, MessageCodec codec)
{
    /// <summary>How long a failure of the engine may wait for the word of what became of the process.</summary>
    private static readonly TimeSpan DiagnosisTime = TimeSpan.FromSeconds(10);

    /// <summary>Gives a request its number.</summary>
    public long Number(Payload request)
    {
        long id = process.NextId();
        RequestHeader.SetId(request, id);
        return id;
    }

    /// <summary>Sends a request that is answered, in the order of the numbers.</summary>
    /// <param name="peer">The process that is asked.</param>
    /// <param name="function">The name of the function that it calls, for messages.</param>
    /// <param name="request">The request, without a number.</param>
    /// <param name="send">Hands the request to the engine.</param>
    public PendingRequest Send(Peer peer, string? function, Payload request, Func<Peer, Payload, Task<Payload>> send)
    {
        using LibraryCode library = UserCodeThread.EnterLibrary();
        traffic.Flush(peer);
        PendingRequest pending;
        Task<Payload> answer;
        try
        {
            lock (peer.SendGate)
            {
                pending = new PendingRequest(peer, Number(request), function);
                peer.Add(pending.Id, pending);
                answer = send(peer, request);
            }
        }
        finally
        {
            request.CopyRest();
        }

        Complete(pending, answer);
        if (!processes.IsAlive(peer.Pid) && processes.View.NextPid > peer.Pid)
        {
            // Its end was announced before the request was noted, so nobody else will tell this one.
            pending.OnProcessExited(peer.Pid, processes.ExitOf(peer.Pid));
        }

        return pending;
    }

    private async void Complete(PendingRequest pending, Task<Payload> answer)
    {
        try
        {
            Payload reply = await answer.ConfigureAwait(false);

            // Before the answer is handed over: whoever waits for it goes on right there.
            pending.Peer.Remove(pending.Id);
            if (!pending.TrySetResult(reply))
            {
                // Its caller has given up. What came with it has arrived all the same.
                codec.RefuseReply(pending.Peer, reply);
            }
        }
        catch (Exception e)
        {
            await DiagnoseAsync(pending, e).ConfigureAwait(false);
            pending.Peer.Remove(pending.Id);
        }
    }

    /// <summary>
    /// The engine could not deliver the request or its answer. Nearly always that is because the process died, and the word of
    /// how it died is on the way.
    /// </summary>
    private async Task DiagnoseAsync(PendingRequest pending, Exception error)
    {
        int pid = pending.Peer.Pid;
        if (error is ProcessExitedException exited)
        {
            // From the placement of the call, which was not sent then; or from the process itself, which ends.
            pending.TrySetException(new ProcessExitedException(pid, processes.ExitOf(pid), exited.Outcome, pending.Function));
            return;
        }

        if (error is Orleans.Runtime.OrleansException or TimeoutException)
        {
            // The announcement of the exit completes the request; this only bounds the wait for it.
            await Task.WhenAny(pending.Task, Task.Delay(DiagnosisTime, process.Time)).ConfigureAwait(false);
        }

        pending.TrySetException(Errors.NotDelivered(pid, pending.Function, error));
    }
}
