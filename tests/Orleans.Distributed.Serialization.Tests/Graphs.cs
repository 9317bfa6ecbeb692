using System.Collections.Immutable;

namespace Orleans.Distributed.Serialization.Tests;

/// <summary>Makes object graphs at random, with shared references and cycles.</summary>
internal sealed class Graphs(int seed)
{
    private readonly Random _random = new(seed);
    private readonly List<object> _made = [];

    public object? Next(int depth = 0)
    {
        if (_made.Count > 0 && _random.Next(6) == 0)
        {
            return _made[_random.Next(_made.Count)];
        }

        return _random.Next(depth > 12 || _made.Count > 200 ? 12 : 24) switch
        {
            0 => null,
            1 => _random.Next(),
            2 => _random.NextInt64() * -1,
            3 => _random.NextDouble(),
            4 => Text(),
            5 => new Guid(_random.Next(), 1, 2, 3, 4, 5, 6, 7, 8, 9, 10),
            6 => new DateTime(_random.NextInt64(DateTime.MaxValue.Ticks), DateTimeKind.Utc),
            7 => (DayOfWeek)_random.Next(9),
            8 => (decimal)_random.NextDouble() * 1000,
            9 => Enumerable.Range(0, _random.Next(20)).ToArray(),
            10 => typeof(Dictionary<string, Leaf>),
            11 => new Leaf(_random.Next(), Text()),
            12 => Keep(new object[_random.Next(4)], array => Array.ForEach([.. Enumerable.Range(0, array.Length)], i => array[i] = Next(depth + 1)!)),
            13 => Keep(new List<object?>(), list => Times(() => list.Add(Next(depth + 1)))),
            14 => Keep(new Dictionary<string, object?>(_random.Next(2) == 0 ? null : StringComparer.OrdinalIgnoreCase), map => Times(() => map[Text()] = Next(depth + 1))),
            15 => Keep(new Node(), node => (node.Left, node.Right, node.Payload) = (Next(depth + 1) as Node, Next(depth + 1), (_random.Next(), Text()))),
            16 => Keep(new HashSet<object>(ReferenceEqualityComparer.Instance), set => Times(() => set.Add(Next(depth + 1) ?? "null"))),
            17 => ImmutableList.Create(Next(depth + 1), Next(depth + 1)),
            18 => KeyValuePair.Create(Next(depth + 1), Next(depth + 1)),
            19 => Tuple.Create(Next(depth + 1), _random.Next()),
            20 => Keep(new LinkedList<object?>(), list => Times(() => list.AddLast(Next(depth + 1)))),
            21 => Keep(new Queue<object?>(), queue => Times(() => queue.Enqueue(Next(depth + 1)))),
            22 => Keep(new object?[_random.Next(3), _random.Next(3)], array => Fill(array, depth)),
            _ => Keep(new Versioned(), node => (node.Number, node.Text, node.Any) = (_random.Next(), Text(), Next(depth + 1))),
        };
    }

    private string Text() => new((char)_random.Next('a', 'z'), _random.Next(60));

    private T Keep<T>(T made, Action<T> fill)
        where T : class
    {
        _made.Add(made);
        fill(made);
        return made;
    }

    private void Times(Action action)
    {
        for (int count = _random.Next(4); count > 0; count--)
        {
            action();
        }
    }

    private void Fill(object?[,] array, int depth)
    {
        for (int i = 0; i < array.GetLength(0); i++)
        {
            for (int j = 0; j < array.GetLength(1); j++)
            {
                array[i, j] = Next(depth + 1);
            }
        }
    }

    internal sealed record Leaf(int Number, string Text);

    internal sealed class Node
    {
        public Node? Left;
        public object? Right;
        public (int, string) Payload;
    }

    [GenerateSerializer]
    internal sealed class Versioned
    {
        [Id(0)]
        public int Number { get; set; }

        [Id(1)]
        public string? Text { get; set; }

        [Id(2)]
        public object? Any { get; set; }
    }
}
