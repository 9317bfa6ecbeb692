using System.Net;
using Orleans.Runtime;
using Orleans.Runtime.Directory;

namespace Orleans.Embedded.Tests.Directory;

public sealed class GrainDirectoryTableTests
{
    private static readonly GrainId Grain = GrainId.Create("type", "key");
    private static readonly SiloAddress First = SiloAddress.New(IPAddress.Loopback, 1, 1);
    private static readonly SiloAddress Second = SiloAddress.New(IPAddress.Loopback, 2, 1);

    private readonly GrainDirectoryTable _table = new();

    [Fact]
    public void Register_SecondSilo_LearnsOfTheFirst()
    {
        Assert.Equal(First, _table.Register(Grain, First, ActivationId.NewId()));

        Assert.Equal(First, _table.Register(Grain, Second, ActivationId.NewId()));
        Assert.Equal(First, _table.Find(Grain));
    }

    [Fact]
    public void Unregister_OfAnEarlierActivationThatComesLate_LeavesTheLaterOne()
    {
        var earlier = ActivationId.NewId();
        _table.Register(Grain, First, earlier);
        _table.Register(Grain, First, ActivationId.NewId());

        _table.Unregister(Grain, First, earlier);

        Assert.Equal(First, _table.Find(Grain));
    }

    [Fact]
    public void Unregister_ThenRegister_OtherSiloMayHaveIt()
    {
        var activation = ActivationId.NewId();
        _table.Register(Grain, First, activation);

        _table.Unregister(Grain, First, activation);

        Assert.Null(_table.Find(Grain));
        Assert.Equal(Second, _table.Register(Grain, Second, ActivationId.NewId()));
    }

    [Fact]
    public void RemoveSilo_ItsGrainsAreFree_OthersStay()
    {
        var other = GrainId.Create("type", "other");
        _table.Register(Grain, First, ActivationId.NewId());
        _table.Register(other, Second, ActivationId.NewId());

        _table.RemoveSilo(First);

        Assert.Null(_table.Find(Grain));
        Assert.Equal(Second, _table.Find(other));
        Assert.Equal(1, _table.Count);
    }

    [Fact]
    public void Register_ByManyAtOnce_AllLearnOfOne()
    {
        for (int round = 0; round < 200; round++)
        {
            var grain = GrainId.Create("type", $"key{round}");
            SiloAddress[] answers = new SiloAddress[8];

            Parallel.For(0, answers.Length, number =>
                answers[number] = _table.Register(grain, SiloAddress.New(IPAddress.Loopback, number + 1, 1), ActivationId.NewId()));

            Assert.Single(answers.Distinct());
        }
    }
}
