using System.Collections;
using System.Runtime.CompilerServices;

namespace Orleans.Distributed.Serialization.Tests;

/// <summary>Checks that two graphs have the same shape: equal values, and the same object in the same places.</summary>
internal sealed class GraphComparer
{
    private readonly Dictionary<object, object> _pairs = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<object, object> _reverse = new(ReferenceEqualityComparer.Instance);
    private readonly Queue<(object? Wanted, object? Found)> _todo = [];

    public static void AssertSame(object? wanted, object? found)
    {
        var comparer = new GraphComparer();
        comparer._todo.Enqueue((wanted, found));
        while (comparer._todo.TryDequeue(out (object? Wanted, object? Found) pair))
        {
            comparer.Compare(pair.Wanted, pair.Found);
        }
    }

    private void Compare(object? wanted, object? found)
    {
        if (wanted is null || found is null)
        {
            Assert.Same(wanted, found);
            return;
        }

        Assert.Equal(wanted.GetType(), found.GetType());
        if (wanted is string or Type or DateTime or Guid or decimal or Enum || wanted.GetType().IsPrimitive)
        {
            Assert.Equal(wanted, found);
            return;
        }

        if (wanted is not ValueType)
        {
            if (_pairs.TryGetValue(wanted, out object? known) || _reverse.ContainsKey(found))
            {
                Assert.Same(known, found);
                return;
            }

            _pairs.Add(wanted, found);
            _reverse.Add(found, wanted);
        }

        Children(wanted, found);
    }

    private void Children(object wanted, object found)
    {
        switch (wanted)
        {
            case IDictionary map:
                var other = (IDictionary)found;
                Assert.Equal(map.Count, other.Count);
                foreach (object key in map.Keys)
                {
                    Assert.True(other.Contains(key));
                    _todo.Enqueue((map[key], other[key]));
                }

                break;
            case HashSet<object> set:
                // Order is not promised in general, but it is that of insertion when nothing was removed.
                Pairs(set, (HashSet<object>)found);
                Assert.All((HashSet<object>)found, item => Assert.Contains(item, (HashSet<object>)found));
                break;
            case IEnumerable items:
                Pairs(items, (IEnumerable)found);
                break;
            case ITuple tuple:
                for (int i = 0; i < tuple.Length; i++)
                {
                    _todo.Enqueue((tuple[i], ((ITuple)found)[i]));
                }

                break;
            default:
                foreach (var field in Codecs.Fields.All(wanted.GetType()))
                {
                    _todo.Enqueue((field.GetValue(wanted), field.GetValue(found)));
                }

                break;
        }
    }

    private void Pairs(IEnumerable wanted, IEnumerable found)
    {
        object?[] left = [.. wanted.Cast<object?>()];
        object?[] right = [.. found.Cast<object?>()];
        Assert.Equal(left.Length, right.Length);
        for (int i = 0; i < left.Length; i++)
        {
            _todo.Enqueue((left[i], right[i]));
        }
    }
}
