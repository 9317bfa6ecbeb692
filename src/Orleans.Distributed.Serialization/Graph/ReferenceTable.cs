using System.Runtime.CompilerServices;

namespace Orleans.Distributed.Serialization.Graph;

/// <summary>
/// The objects of a message that were written, by reference. A handful is searched one by one, because that is faster
/// than giving each a hash code; more go into an open-addressing table.
/// </summary>
internal sealed class ReferenceTable
{
    private const int LinearCount = 8;
    private const int KeptCapacity = 8192;
    private object[] _objects = new object[LinearCount];
    private bool[] _unfinished = new bool[LinearCount];
    private int[] _buckets = [];
    private int _mask;

    public int Count { get; private set; }

    /// <summary>Looks an object up and, when it is new, gives it the next number.</summary>
    /// <returns>Whether the object was there.</returns>
    public bool FindOrAdd(object value, out int id)
    {
        if (Count <= LinearCount)
        {
            object[] objects = _objects;
            for (int i = 0; i < Count; i++)
            {
                if (ReferenceEquals(objects[i], value))
                {
                    id = i;
                    return true;
                }
            }

            if (Count == LinearCount)
            {
                Rehash(LinearCount * 4);
                Insert(value, Count);
            }
        }
        else
        {
            int slot = RuntimeHelpers.GetHashCode(value) * -1640531535 & _mask;
            while (_buckets[slot] is var entry && entry != 0)
            {
                if (ReferenceEquals(_objects[entry - 1], value))
                {
                    id = entry - 1;
                    return true;
                }

                slot = (slot + 1) & _mask;
            }

            _buckets[slot] = Count + 1;
        }

        id = Append(value);
        if (_mask != 0 && Count * 2 > _mask)
        {
            Rehash((_mask + 1) * 2);
        }

        return false;
    }

    /// <summary>Marks an object that its decoder can hand out only when its content is complete.</summary>
    public void SetUnfinished(int id, bool unfinished) => _unfinished[id] = unfinished;

    public bool IsUnfinished(int id) => _unfinished[id];

    public void Clear()
    {
        if (_objects.Length > KeptCapacity)
        {
            _objects = new object[LinearCount];
            _unfinished = new bool[LinearCount];
            _buckets = [];
        }
        else
        {
            Array.Clear(_objects, 0, Count);
            Array.Clear(_unfinished, 0, Count);
            if (_mask != 0)
            {
                Array.Clear(_buckets, 0, _mask + 1);
            }
        }

        Count = 0;
        _mask = 0;
    }

    private int Append(object value)
    {
        if (Count == _objects.Length)
        {
            Array.Resize(ref _objects, Count * 2);
            Array.Resize(ref _unfinished, Count * 2);
        }

        _objects[Count] = value;
        return Count++;
    }

    private void Rehash(int capacity)
    {
        if (_buckets.Length < capacity)
        {
            _buckets = new int[capacity];
        }
        else
        {
            // Only what is needed of a table that once was larger, so that clearing costs what was used.
            Array.Clear(_buckets, 0, capacity);
        }

        _mask = capacity - 1;
        for (int i = 0; i < Count; i++)
        {
            Insert(_objects[i], i);
        }
    }

    private void Insert(object value, int id)
    {
        int slot = RuntimeHelpers.GetHashCode(value) * -1640531535 & _mask;
        while (_buckets[slot] != 0)
        {
            slot = (slot + 1) & _mask;
        }

        _buckets[slot] = id + 1;
    }
}
