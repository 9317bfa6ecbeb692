using Orleans.Distributed.References;

namespace Orleans.Distributed.Functions;

/// <summary>
/// The copy of a function that one process keeps for this one. It is released there when it was retired and no call uses it any more, or
/// when this object is forgotten.
/// </summary>
internal sealed class FunctionCopy(Claim claim, FunctionReference reference, Rrid id)
{
    private readonly Lock _gate = new();
    private int _uses;
    private bool _retired;

    public Rrid Id { get; } = id;

    public FunctionReference Reference { get; } = reference;

    /// <summary>Keeps the copy until <see cref="End"/>; false when it was retired.</summary>
    public bool TryBegin()
    {
        lock (_gate)
        {
            if (_retired)
            {
                return false;
            }

            _uses++;
            return true;
        }
    }

    public void End()
    {
        lock (_gate)
        {
            if (--_uses > 0 || !_retired)
            {
                return;
            }
        }

        claim.Dispose();
    }

    /// <summary>No further call may use the copy.</summary>
    public void Retire()
    {
        lock (_gate)
        {
            if (_retired)
            {
                return;
            }

            _retired = true;
            if (_uses > 0)
            {
                return;
            }
        }

        claim.Dispose();
    }
}
