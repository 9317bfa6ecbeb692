using System.Collections.Concurrent;
using Orleans.Distributed.Calls;
using Orleans.Distributed.Peers;
using Orleans.Distributed.References;
using Orleans.Distributed.Serialization.Payloads;

namespace Orleans.Distributed.Functions;

/// <summary>A function that is sent to each process once, with what it captures as that is at its first use there, and called there by a number afterwards.</summary>
/// <remarks>
/// <para>
/// A process keeps its copy until this is disposed or forgotten, or until this process ends. A process that has lost its copy says
/// so, and gets it again. One that cannot read it says so to every call.
/// </para>
/// <para>
/// The function travels in a message of its own, ahead of the first call, and messages between two processes keep their order: so calls
/// that follow each other closely need not wait for it to arrive.
/// </para>
/// </remarks>
internal sealed class CachedFunction(HandleContext handles, Delegate function) : IDisposable
{
    private const int MaxAttempts = 3;

    private readonly ConcurrentDictionary<int, Slot> _slots = new();

    /// <summary>How many processes have a copy.</summary>
    public int CopyCount => _slots.Values.Count(slot => slot.Copy is not null);

    /// <summary>The processes that have a copy.</summary>
    public IEnumerable<int> Pids => _slots.Keys;

    /// <summary>The copy at a process, if there is one.</summary>
    public FunctionCopy? CopyAt(int pid) => _slots.GetValueOrDefault(pid)?.Copy;

    /// <summary>Calls the function on a process.</summary>
    /// <param name="pid">The process; on the own one the function is called as it is, and nothing is copied.</param>
    /// <param name="call">
    /// Makes the call, with an invocation that holds the reference it is given in place of the function. Called again when the process has
    /// lost its copy, and then nothing has run.
    /// </param>
    public async Task<T> CallAsync<T>(int pid, Func<FunctionReference, Task<T>> call)
    {
        if (pid == handles.Process.Pid)
        {
            return await call(new FunctionReference(default, function)).ConfigureAwait(false);
        }

        for (int attempt = 1; ; attempt++)
        {
            FunctionCopy copy = Begin(pid);
            try
            {
                return await call(copy.Reference).ConfigureAwait(false);
            }
            catch (RemoteException e) when (attempt < MaxAttempts && e.InnerException is FunctionLostException lost && lost.Id == copy.Id)
            {
                copy.Retire();
            }
            catch (ProcessExitedException e) when (e.Pid == pid)
            {
                _slots.TryRemove(pid, out _);
                throw;
            }
            finally
            {
                copy.End();
            }
        }
    }

    /// <summary>
    /// Releases the copies, once the calls that use them have ended. The function may be called again; then it is sent again.
    /// </summary>
    public void Dispose()
    {
        foreach (int pid in _slots.Keys)
        {
            if (_slots.TryRemove(pid, out Slot? slot))
            {
                lock (slot)
                {
                    slot.Copy?.Retire();
                }
            }
        }
    }

    /// <summary>The copy at a process, sent now if there is none; whoever comes at the same time waits for the sending, not for the arrival.</summary>
    private FunctionCopy Begin(int pid)
    {
        while (true)
        {
            Slot slot = _slots.GetOrAdd(pid, static _ => new Slot());
            lock (slot)
            {
                if (slot.Copy?.TryBegin() == true)
                {
                    return slot.Copy;
                }

                if (_slots.GetValueOrDefault(pid) != slot)
                {
                    // Released meanwhile.
                    continue;
                }

                try
                {
                    slot.Copy = Send(pid);
                }
                catch
                {
                    _slots.TryRemove(KeyValuePair.Create(pid, slot));
                    throw;
                }

                slot.Copy.TryBegin();
                return slot.Copy;
            }
        }
    }

    private FunctionCopy Send(int pid)
    {
        Peer peer = handles.Peers.Get(pid, FunctionName.Of(function));
        Payload request = handles.Codec.EncodeRequest(peer, new ShippedFunction(function));
        Rrid id;
        handles.Traffic.Flush(peer);
        lock (peer.SendGate)
        {
            id = new Rrid(handles.Process.Pid, handles.Requests.Number(request));

            Observe(peer.Messages.KeepFunction(request));
        }

        return new FunctionCopy(new Claim(handles.Handles, id, pid), new FunctionReference(id, function), id);
    }

    private static async void Observe(Task sent)
    {
        try
        {
            await sent.ConfigureAwait(false);
        }
        catch (Exception)
        {
            // What keeps the function from being delivered is told by the call that follows; or that one finds it missing.
        }
    }

    private sealed class Slot
    {
        public FunctionCopy? Copy { get; set; }
    }
}
