namespace Orleans.Distributed.References;

/// <summary>What the owner keeps for one reference. Lock the entry to touch it.</summary>
internal abstract class ReferenceEntry(Rrid id)
{
    private HolderSet _holders;

    public Rrid Id { get; } = id;

    /// <summary>Whether nobody can reach it any more, and it was taken out of the table.</summary>
    public bool IsReleased { get; private set; }

    public ref HolderSet Holders => ref _holders;

    /// <summary>Called once, when the last holder is gone; under the entry's lock.</summary>
    public virtual void OnReleased() => IsReleased = true;

    /// <summary>A process is gone: withdraw what it waits for here.</summary>
    public virtual void OnProcessExited(int pid)
    {
    }

    /// <summary>How things stand; under the entry's lock.</summary>
    public virtual ReferenceInfo Describe() => new(
        Id,
        ReferenceKind.Other,
        null,
        Holders.ToArray(),
        Holders.TransferCount,
        IsSet: true,
        IsFailed: false,
        Count: 1,
        Waiting: 0,
        Bytes: null);

    /// <summary>The owner, this process, has ended: nothing comes any more for those of its own code that wait here.</summary>
    public abstract void OnOwnerExited(ProcessExitedException exited);
}
