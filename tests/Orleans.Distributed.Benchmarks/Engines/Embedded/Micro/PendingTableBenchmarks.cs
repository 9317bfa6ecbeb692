using BenchmarkDotNet.Attributes;
using Orleans.Runtime.Messaging;

namespace Orleans.Distributed.Benchmarks.Micro;

/// <summary>Where calls wait for their answers: a number is given to a call, and the call found by it.</summary>
public class PendingTableBenchmarks
{
    private const int Many = 1000;

    private readonly PendingCallTable _table = new();
    private readonly UnansweredMessage[] _messages = [.. Enumerable.Range(0, Many).Select(_ => new UnansweredMessage())];

    /// <summary>How many others wait meanwhile, entered by the same thread, and so in the same shard.</summary>
    [Params(0, 100_000)]
    public int Waiting { get; set; }

    [GlobalSetup]
    public void Fill()
    {
        for (int i = 0; i < Waiting; i++)
        {
            _table.Add(new UnansweredMessage());
        }
    }

    [Benchmark]
    public object? AddAndTakeOne()
    {
        _table.Add(_messages[0]);
        return _table.Take(_messages[0].Id);
    }

    /// <summary>All in before the first is taken out again, in the same order, for one.</summary>
    [Benchmark(OperationsPerInvoke = Many)]
    public void AddAndTakeMany()
    {
        foreach (UnansweredMessage message in _messages)
        {
            _table.Add(message);
        }

        foreach (UnansweredMessage message in _messages)
        {
            _table.TryTake(message.Id, message);
        }
    }
}
