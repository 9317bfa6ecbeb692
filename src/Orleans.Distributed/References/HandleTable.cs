namespace Orleans.Distributed.References;

/// <summary>The live handles of this process that came from another one or went there: one object for each reference.</summary>
/// <remarks>
/// A change of the table and the word to the owner about it are one step under the lock. Otherwise the finalizer of a forgotten
/// handle could tell the owner that this process has dropped the reference just after it had got it anew.
/// </remarks>
internal sealed class HandleTable(ReferenceTraffic traffic)
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
    /// The handle of a reference that has arrived, made by <paramref name="create"/> if there is none; the owner hears that the
    /// transfer has arrived.
    /// </summary>
    public RemoteReference Receive(Rrid id, int where, TransferToken token, Func<Claim, RemoteReference> create)
    {
        lock (_gate)
        {
            traffic.Add(where, ReferenceUpdate.Settle(id, token));
            if (_handles.TryGetValue(id, out WeakReference<RemoteReference>? known) && known.TryGetTarget(out RemoteReference? handle))
            {
                if (((IHandle)handle).Claim.IsReleased)
                {
                    // It has its value, or was disposed, and needs nothing of the owner.
                    traffic.Add(where, ReferenceUpdate.Drop(id));
                }

                return handle;
            }

            var claim = new Claim(this, id, where);
            handle = create(claim);
            claim.Registration = new WeakReference<RemoteReference>(handle);
            _handles[id] = claim.Registration;
            return handle;
        }
    }

    /// <summary>The handle of a reference that came with its value: the owner need not know.</summary>
    public RemoteReference ReceiveComplete(Rrid id, int where, Func<Claim, RemoteReference> create)
    {
        lock (_gate)
        {
            if (_handles.TryGetValue(id, out WeakReference<RemoteReference>? known) && known.TryGetTarget(out RemoteReference? handle))
            {
                return handle;
            }
        }

        // Not registered, and without a claim: equal to any other handle of the reference, and complete by itself.
        return create(Claim.None(this, id, where));
    }

    /// <summary>Gives a claim up, unless a newer handle has taken it over.</summary>
    public void Release(Rrid id, int where, WeakReference<RemoteReference>? registration)
    {
        lock (_gate)
        {
            if (registration is not null && _handles.TryGetValue(id, out WeakReference<RemoteReference>? known))
            {
                if (!ReferenceEquals(known, registration))
                {
                    return;
                }

                if (!registration.TryGetTarget(out _))
                {
                    _handles.Remove(id);
                }
            }

            traffic.Add(where, ReferenceUpdate.Drop(id));
        }
    }
}
