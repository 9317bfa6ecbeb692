using Orleans.Runtime.Messaging;

namespace Orleans.Embedded.Tests.Messaging;

public sealed class PendingCallTableTests
{
    private readonly PendingCallTable _table = new();

    [Fact]
    public void Take_Once_GivesTheMessageOnce()
    {
        var message = new AwaitedMessage();
        _table.Add(message);

        Assert.Same(message, _table.Take(message.Id));
        Assert.Null(_table.Take(message.Id));
        Assert.Equal(0, _table.Count);
    }

    [Fact]
    public void Take_NumberOfAnEarlierMessageInTheSameSlot_GivesNothing()
    {
        var first = new AwaitedMessage();
        _table.Add(first);
        _table.Take(first.Id);
        var second = new AwaitedMessage();
        _table.Add(second);

        Assert.NotEqual(first.Id, second.Id);
        Assert.Null(_table.Take(first.Id));
        Assert.Same(second, _table.Take(second.Id));
    }

    [Fact]
    public void Take_InventedNumber_GivesNothing()
    {
        Assert.Null(_table.Take(0));
        Assert.Null(_table.Take(ulong.MaxValue));
    }

    [Fact]
    public void TryTake_ByTwoThreads_OneGetsIt()
    {
        for (int round = 0; round < 1000; round++)
        {
            var message = new AwaitedMessage();
            _table.Add(message);
            int taken = 0;

            Parallel.Invoke(Take, Take);

            Assert.Equal(1, taken);

            void Take()
            {
                if (_table.TryTake(message.Id, message))
                {
                    Interlocked.Increment(ref taken);
                }
            }
        }
    }

    [Fact]
    public void TakeWhere_SomeMatch_OthersStay()
    {
        AwaitedMessage[] messages = [.. Enumerable.Range(0, 1000).Select(number => new AwaitedMessage { Deadline = number })];
        Parallel.ForEach(messages, _table.Add);

        List<IAwaitedMessage> taken = _table.TakeWhere(message => message.Deadline < 400);

        Assert.Equal(400, taken.Count);
        Assert.Equal(600, _table.Count);
        Assert.All(messages[400..], message => Assert.Same(message, _table.Take(message.Id)));
    }
}
