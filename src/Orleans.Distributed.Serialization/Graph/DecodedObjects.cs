namespace Orleans.Distributed.Serialization.Graph;

/// <summary>The objects of a message in the order of their first appearance, so that later appearances are numbers.</summary>
internal sealed class DecodedObjects
{
    private const int KeptCapacity = 4096;
    private Entry[] _entries = new Entry[16];

    public int Count { get; private set; }

    /// <summary>Takes the next number for an object that is about to be read.</summary>
    public int Reserve()
    {
        if (Count == _entries.Length)
        {
            Array.Resize(ref _entries, Count * 2);
        }

        return Count++;
    }

    public void Set(int id, object value, bool complete)
    {
        ref Entry entry = ref _entries[id];
        entry.Value = value;
        entry.Complete = complete;
    }

    public void Complete(int id) => _entries[id].Complete = true;

    /// <summary>Gives an object that appeared before; <see langword="null"/> when there is none of that number yet.</summary>
    public object? Find(ulong id, out bool complete)
    {
        complete = false;
        if (id >= (uint)Count)
        {
            return null;
        }

        Entry entry = _entries[id];
        complete = entry.Complete;
        return entry.Value;
    }

    /// <summary>Takes back numbers, when a part of the message is read once more or skipped.</summary>
    public void Truncate(int count)
    {
        Array.Clear(_entries, count, Count - count);
        Count = count;
    }

    public void Skip(int count)
    {
        for (int i = 0; i < count; i++)
        {
            Reserve();
        }
    }

    public void Clear()
    {
        if (_entries.Length > KeptCapacity)
        {
            _entries = new Entry[16];
        }
        else
        {
            Array.Clear(_entries, 0, Count);
        }

        Count = 0;
    }

    private struct Entry
    {
        public object? Value;
        public bool Complete;
    }
}
