using Orleans.Distributed.References;

namespace Orleans.Distributed.Tests.References;

public sealed class HolderSetTests
{
    private const int Sender = 2;
    private const int Receiver = 3;
    private static readonly TransferToken Token = new(Sender, 1);

    [Fact]
    public void IsEmpty_NoHolder_True()
    {
        var holders = new HolderSet();
        Assert.True(holders.IsEmpty);
        Assert.Equal(0, holders.Count);
    }

    [Fact]
    public void Add_SameProcessTwice_IsInItOnce()
    {
        var holders = new HolderSet();
        holders.Add(4);
        holders.Add(5);
        holders.Add(4);
        holders.Add(5);
        Assert.Equal(2, holders.Count);
        holders.Remove(4);
        holders.Remove(5);
        Assert.True(holders.IsEmpty);
    }

    [Fact]
    public void Remove_FirstOfSeveral_LeavesTheOthers()
    {
        var holders = new HolderSet();
        holders.Add(1);
        holders.Add(2);
        holders.Add(3);
        holders.Remove(1);
        Assert.False(holders.Contains(1));
        Assert.True(holders.Contains(2));
        Assert.True(holders.Contains(3));
        holders.Add(4);
        Assert.Equal(3, holders.Count);
        holders.Remove(99);
        Assert.Equal(3, holders.Count);
    }

    /// <summary>
    /// The owner hears of a transfer from two processes. What each one tells keeps its order; everything else may be mixed in any way.
    /// </summary>
    [Theory]
    [InlineData("Ts Ds", "Sr Dr")]
    [InlineData("Ts Ds", "Sr")]
    [InlineData("Ts", "Sr Dr")]
    [InlineData("Ts", "Sr")]
    public void Changes_InAnyOrder_EndWithTheLivingHolders(string sender, string receiver)
    {
        string[] fromSender = sender.Split(' ');
        string[] fromReceiver = receiver.Split(' ');
        int orders = 0;
        foreach (string[] order in Merges(fromSender, fromReceiver))
        {
            var holders = new HolderSet();
            holders.Add(Sender);
            for (int i = 0; i < order.Length; i++)
            {
                Change(ref holders, order[i]);
                ReadOnlySpan<string> told = order.AsSpan(0, i + 1);
                bool senderHolds = !told.Contains("Ds");
                bool underWay = told.Contains("Ts") && !told.Contains("Sr");
                bool receiverHolds = told.Contains("Sr") && !told.Contains("Dr");
                Assert.Equal(senderHolds || underWay || receiverHolds, !holders.IsEmpty);
            }

            Assert.Equal(!order.Contains("Ds"), holders.Contains(Sender));
            Assert.Equal(!order.Contains("Dr"), holders.Contains(Receiver));
            orders++;
        }

        Assert.True(orders >= 2);
    }

    [Fact]
    public void Settle_ChainOfTransfers_NeverEmptyBeforeTheLastDrop()
    {
        string[] first = ["T12", "D1"];
        string[] second = ["S12", "T23", "D2"];
        string[] third = ["S23", "D3"];
        foreach (string[] two in Merges(first, second))
        {
            foreach (string[] order in Merges(two, third))
            {
                var holders = new HolderSet();
                holders.Add(1);
                for (int i = 0; i < order.Length; i++)
                {
                    Change(ref holders, order[i]);
                    Assert.Equal(i == order.Length - 1, holders.IsEmpty);
                }
            }
        }
    }

    [Fact]
    public void RemoveProcess_ReceiverOfATransfer_TransferIsOver()
    {
        var holders = new HolderSet();
        holders.Add(Sender);
        holders.BeginTransfer(Token, Receiver);
        holders.Remove(Sender);
        Assert.False(holders.IsEmpty);
        holders.RemoveProcess(Receiver);
        Assert.True(holders.IsEmpty);
    }

    [Fact]
    public void RemoveProcess_Holder_IsOut()
    {
        var holders = new HolderSet();
        holders.Add(1);
        holders.Add(Sender);
        holders.RemoveProcess(Sender);
        Assert.False(holders.Contains(Sender));
        Assert.True(holders.Contains(1));
    }

    [Fact]
    public void RemoveTransfersFrom_DeadSender_ItsTransfersAreOver()
    {
        var holders = new HolderSet();
        holders.BeginTransfer(Token, Receiver);
        holders.BeginTransfer(new TransferToken(Receiver, 1), Sender);
        Assert.Equal(2, holders.TransferCount);
        holders.RemoveTransfersFrom(Sender);
        Assert.Equal(1, holders.TransferCount);
        Assert.False(holders.IsEmpty);
        holders.RemoveTransfersFrom(Receiver);
        Assert.True(holders.IsEmpty);
    }

    /// <summary>The sender's word of a transfer comes last, and finds nothing left of the receiver.</summary>
    [Fact]
    public void BeginTransfer_SettledAndDroppedBefore_IsOver()
    {
        var holders = new HolderSet();
        holders.Settle(Token, Receiver);
        holders.Remove(Receiver);
        Assert.True(holders.IsEmpty);
        holders.BeginTransfer(Token, Receiver);
        Assert.True(holders.IsEmpty);
        Assert.Equal(0, holders.TransferCount);
    }

    [Fact]
    public void Settle_WithoutToken_OnlyAddsTheHolder()
    {
        var holders = new HolderSet();
        holders.Settle(TransferToken.None, Receiver);
        Assert.True(holders.Contains(Receiver));
        holders.Remove(Receiver);
        Assert.True(holders.IsEmpty);
    }

    private static void Change(ref HolderSet holders, string change)
    {
        switch (change)
        {
            case "Ts":
                holders.BeginTransfer(Token, Receiver);
                break;
            case "Sr":
                holders.Settle(Token, Receiver);
                break;
            case "Ds":
                holders.Remove(Sender);
                break;
            case "Dr":
                holders.Remove(Receiver);
                break;
            case ['T', var from, var to]:
                holders.BeginTransfer(new TransferToken(from - '0', 7), to - '0');
                break;
            case ['S', var from, var to]:
                holders.Settle(new TransferToken(from - '0', 7), to - '0');
                break;
            case ['D', var who]:
                holders.Remove(who - '0');
                break;
        }
    }

    /// <summary>All ways of mixing two sequences without changing the order in either.</summary>
    private static IEnumerable<string[]> Merges(string[] left, string[] right)
    {
        if (left.Length == 0 || right.Length == 0)
        {
            return [[.. left, .. right]];
        }

        return Merges(left[1..], right).Select(rest => (string[])[left[0], .. rest])
            .Concat(Merges(left, right[1..]).Select(rest => (string[])[right[0], .. rest]));
    }
}
