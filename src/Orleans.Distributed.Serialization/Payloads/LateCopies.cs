using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Orleans.Distributed.Serialization.Payloads;

/// <summary>
/// Parts of a payload that are still to be copied from large arrays, so that its beginning can be sent meanwhile. Whoever needs them first
/// copies them; each is copied once, and several threads can do so together.
/// </summary>
/// <remarks>
/// The arrays belong to the user, so all must be copied before the call in which the payload was made returns to them.
/// </remarks>
internal sealed class LateCopies
{
    /// <summary>Shorter arrays are copied at once.</summary>
    public const int MinLength = 256 * 1024;

    private const int Step = 256 * 1024;

    private readonly List<Copy> _copies = [];
    private int[] _done = [];
    private int _begun;

    // How many, from the first on, are known to be done: those need not be looked at again.
    private int _seenDone;

    /// <summary>Adds the next part, while nobody copies yet.</summary>
    /// <param name="source">Where it is copied from.</param>
    /// <param name="offset">From where on, in bytes.</param>
    /// <param name="target">Where it is copied to.</param>
    /// <param name="position">Where in the payload that lies.</param>
    public void Add(Array source, int offset, Memory<byte> target, long position)
    {
        for (int start = 0; start < target.Length; start += Step)
        {
            int length = Math.Min(Step, target.Length - start);
            _copies.Add(new Copy(source, offset + start, target.Slice(start, length), position + start));
        }
    }

    /// <summary>Takes back what was added for positions from this one on, while nobody copies yet.</summary>
    public void RemoveFrom(long position) => _copies.RemoveAll(copy => copy.Position >= position);

    /// <summary>No more is added. To be called before others may copy.</summary>
    public void Seal() => _done = new int[_copies.Count];

    /// <summary>Copies what lies before a position of the payload, and waits for what others copy there.</summary>
    public void CopyTo(long position)
    {
        int end = EndOf(position);
        while (TryBegin(end) is { } index)
        {
            Copy copy = _copies[index];
            ReadOnlySpan<byte> source = MemoryMarshal.CreateReadOnlySpan(
                ref Unsafe.AddByteOffset(ref MemoryMarshal.GetArrayDataReference(copy.Source), (nint)copy.Offset), copy.Target.Length);
            source.CopyTo(copy.Target.Span);
            Volatile.Write(ref _done[index], 1);
        }

        Await(end);
    }

    /// <summary>Copies all that is left, and waits for what others copy.</summary>
    public void CopyAll() => CopyTo(long.MaxValue);

    /// <summary>Copies nothing any more, since nobody wants the payload: after this the memory is nobody's target.</summary>
    public void Abandon()
    {
        int begun = Interlocked.Exchange(ref _begun, _copies.Count);
        for (int i = begun; i < _done.Length; i++)
        {
            Volatile.Write(ref _done[i], 1);
        }

        Await(_copies.Count);
    }

    private int? TryBegin(int end)
    {
        while (true)
        {
            int begun = Volatile.Read(ref _begun);
            if (begun >= end)
            {
                return null;
            }

            if (Interlocked.CompareExchange(ref _begun, begun + 1, begun) == begun)
            {
                return begun;
            }
        }
    }

    // It takes no longer than to copy one part, unless a thread loses its processor meanwhile.
    private void Await(int end)
    {
        var spin = default(SpinWait);
        int seen = Volatile.Read(ref _seenDone);
        for (int i = seen; i < end; i++)
        {
            while (Volatile.Read(ref _done[i]) == 0)
            {
                spin.SpinOnce(sleep1Threshold: -1);
            }
        }

        if (end > seen)
        {
            // Another thread may have seen more, and be overwritten: then some are looked at once more.
            Volatile.Write(ref _seenDone, end);
        }
    }

    /// <summary>How many parts begin before a position.</summary>
    private int EndOf(long position)
    {
        int low = 0;
        int high = _copies.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_copies[middle].Position < position)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    /// <param name="Source">The array.</param>
    /// <param name="Offset">Where in it the part begins, in bytes.</param>
    /// <param name="Target">Where it is copied to.</param>
    /// <param name="Position">Where in the payload that is.</param>
    private readonly record struct Copy(Array Source, int Offset, Memory<byte> Target, long Position);
}
