using Orleans.Distributed.Futures;

namespace Orleans.Distributed.References;

/// <summary>The live handles of this process that came from another one or went there: one object for each reference.</summary>
/// <remarks>
/// A change of the table and the word to the owner about it are one step under the lock. Otherwise the finalizer of a forgotten
/// handle could tell the owner that this process has dropped the reference just after it had got it anew.
/// </remarks>
internal sealed class HandleTable(ReferenceTraffic traffic) : ITransferReceiver
{
    private readonly Dictionary<Rrid, WeakReference<RemoteReference>> _handles = [];
    private readonly Lock _gate = new();

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _handles.Count;
            }
        }
    }

    /// <summary>Makes sure that the same handle is found when its reference comes back.</summary>
    public void Register(RemoteReference handle, Claim claim)
    {
        lock (_gate)
        {
            if (claim.Registration is not null || claim.IsReleased)
            {
                return;
            }

            claim.Registration = new WeakReference<RemoteReference>(handle);
            _handles[handle.Id] = claim.Registration;
        }
    }

    /// <summary>
    /// Announces that a handle is about to be sent, so that the owner hears of it before it could hear that this process has
    /// dropped the reference. False when it was dropped already.
    /// </summary>
    public bool TryBeginTransfer(RemoteReference handle, Claim claim, TransferToken token, int receiver)
    {
        lock (_gate)
        {
            if (claim.IsReleased)
            {
                return false;
            }

            Register(handle, claim);
            traffic.Add(handle.Where, ReferenceUpdate.Transfer(handle.Id, token, receiver));
            return true;
        }
    }

    /// <summary>Takes back a transfer whose message was not sent after all.</summary>
    public void WithdrawTransfer(RemoteReference handle, Claim claim, TransferToken token)
    {
        lock (_gate)
        {
            // As if this process itself had received the handle.
            traffic.Add(handle.Where, ReferenceUpdate.Settle(handle.Id, token));
            if (claim.IsReleased)
            {
                traffic.Add(handle.Where, ReferenceUpdate.Drop(handle.Id));
            }
        }
    }

    /// <summary>
    /// The handle of a reference that has arrived, made by <paramref name="create"/> if there is none; the owner hears that the
    /// transfer has arrived.
    /// </summary>
    public RemoteReference Receive(Rrid id, int where, TransferToken token, Func<Claim, RemoteReference> create)
    {
        lock (_gate)
        {
            traffic.Add(where, ReferenceUpdate.Settle(id, token));
            if (Find(id) is { } handle)
            {
                if (((IHandle)handle).Claim.IsReleased)
                {
                    // It has its value, and needs nothing of the owner.
                    traffic.Add(where, ReferenceUpdate.Drop(id));
                }

                return handle;
            }

            return Add(id, new Claim(this, id, where), create);
        }
    }

    public void Refuse(in HandleTransfer transfer)
    {
        lock (_gate)
        {
            traffic.Add(transfer.Where, ReferenceUpdate.Settle(transfer.Id, transfer.Token));
            if (Find(transfer.Id) is not { } handle || ((IHandle)handle).Claim.IsReleased)
            {
                traffic.Add(transfer.Where, ReferenceUpdate.Drop(transfer.Id));
            }
        }
    }

    /// <summary>The handle of a reference that came with its value: the owner need not know.</summary>
    public RemoteReference ReceiveComplete(Rrid id, int where, StoredResult value, Func<Claim, RemoteReference> create)
    {
        lock (_gate)
        {
            if (Find(id) is { } handle)
            {
                (handle as IFutureHandle)?.Complete(value);
                return handle;
            }

            if (_handles.TryGetValue(id, out WeakReference<RemoteReference>? dying) && !dying.TryGetTarget(out _))
            {
                // The claim of a handle that was not finalized yet: its finalizer finds another one in its place and stays silent.
                traffic.Add(where, ReferenceUpdate.Drop(id));
            }

            return Add(id, Claim.None(this, id, where), create);
        }
    }

    /// <summary>Gives a claim up, unless a newer handle has taken it over.</summary>
    public void Release(Rrid id, int where, WeakReference<RemoteReference>? registration)
    {
        lock (_gate)
        {
            if (registration is null || IsCurrent(id, registration))
            {
                traffic.Add(where, ReferenceUpdate.Drop(id));
            }
        }
    }

    /// <summary>Takes a handle out of the table that the garbage collector has found, unless a newer one has taken its place.</summary>
    public void Forget(Rrid id, WeakReference<RemoteReference>? registration)
    {
        if (registration is null)
        {
            return;
        }

        lock (_gate)
        {
            if (IsCurrent(id, registration))
            {
                _handles.Remove(id);
            }
        }
    }

    /// <summary>The live handle of a reference. One that was disposed without its value is of no use to anybody, so it is none.</summary>
    private RemoteReference? Find(Rrid id) =>
        _handles.TryGetValue(id, out WeakReference<RemoteReference>? known)
        && known.TryGetTarget(out RemoteReference? handle)
        && (!((IHandle)handle).Claim.IsReleased || handle is IFutureHandle { IsComplete: true })
            ? handle
            : null;

    private RemoteReference Add(Rrid id, Claim claim, Func<Claim, RemoteReference> create)
    {
        RemoteReference handle = create(claim);
        claim.Registration = new WeakReference<RemoteReference>(handle);
        _handles[id] = claim.Registration;
        return handle;
    }

    private bool IsCurrent(Rrid id, WeakReference<RemoteReference> registration) =>
        _handles.TryGetValue(id, out WeakReference<RemoteReference>? known) && ReferenceEquals(known, registration);
}
