using System.Collections;

namespace Orleans.Distributed.Tests.Mapping;

/// <summary>Notes how it is enumerated. Its length is not known before the end.</summary>
internal sealed class WatchedSource<T>(IEnumerable<T> items) : IEnumerable<T>
{
    private int _pulled;
    private int _disposals;
    private int _inside;

    public int Pulled => Volatile.Read(ref _pulled);

    public int Disposals => Volatile.Read(ref _disposals);

    public IEnumerator<T> GetEnumerator() =>
        new Enumerator(this, items?.GetEnumerator() ?? throw new NotSupportedException("There is nothing to enumerate."));

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private sealed class Enumerator(WatchedSource<T> source, IEnumerator<T> items) : IEnumerator<T>
    {
        public T Current => items.Current;

        object? IEnumerator.Current => Current;

        public bool MoveNext()
        {
            Assert.Equal(1, Interlocked.Increment(ref source._inside));
            try
            {
                bool isThere = items.MoveNext();
                Interlocked.Add(ref source._pulled, isThere ? 1 : 0);
                return isThere;
            }
            finally
            {
                Interlocked.Decrement(ref source._inside);
            }
        }

        public void Dispose()
        {
            Assert.Equal(0, Volatile.Read(ref source._inside));
            items.Dispose();
            Interlocked.Increment(ref source._disposals);
        }

        public void Reset() => throw new NotSupportedException();
    }
}
