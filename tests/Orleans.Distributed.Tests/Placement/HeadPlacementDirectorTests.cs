using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Reflection;
using Orleans.Distributed.Membership;
using Orleans.Distributed.Placement;
using Orleans.Runtime.Placement;

namespace Orleans.Distributed.Tests.Placement;

/// <summary>Where the authority on membership lives, also while a silo does not know yet which grains the others have.</summary>
public sealed class HeadPlacementDirectorTests
{
    private static readonly SiloAddress Oldest = Silo(1001, generation: 1);
    private static readonly SiloAddress Middle = Silo(1002, generation: 2);
    private static readonly SiloAddress Own = Silo(1003, generation: 3);

    private readonly Context _context = new();
    private readonly LocalProcess _process = new(TimeProvider.System);
    private readonly ProcessTable _processes = new();

    [Fact]
    public async Task OnAddActivation_GrainsOfTheNamedHeadNotKnownYet_IsTheHead()
    {
        _process.HeadSilo = Middle;
        _context.Compatible = [Own];
        Assert.Equal(Middle, await PlaceAsync(Oldest, Middle, Own));
    }

    [Fact]
    public async Task OnAddActivation_NoHeadNamedAndGrainsOfTheOldestNotKnownYet_WaitsForThem()
    {
        _context.Compatible = [Own];
        Task<SiloAddress> placing = PlaceAsync(Oldest, Own);
        await _context.AskedTwice.Task.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.False(placing.IsCompleted);
        _context.Compatible = [Oldest, Own];
        Assert.Equal(Oldest, await placing.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public async Task OnAddActivation_NoHeadNamed_IsTheOldestSilo()
    {
        _context.Compatible = [Own, Middle, Oldest];
        Assert.Equal(Oldest, await PlaceAsync(Own, Middle, Oldest));
    }

    [Fact]
    public async Task OnAddActivation_ProcessOneIsKnown_IsItsSilo()
    {
        _context.Compatible = [Own];
        _processes.Apply(new MembershipSnapshot
        {
            Version = 1,
            NextPid = 2,
            Alive = [new ProcessInfo(1, "host", 1, 1, Middle.ToParsableString())],
        });
        Assert.Equal(Middle, await PlaceAsync(Oldest, Middle, Own));
    }

    private static SiloAddress Silo(int port, int generation) => SiloAddress.New(new IPEndPoint(IPAddress.Loopback, port), generation);

    private Task<SiloAddress> PlaceAsync(params SiloAddress[] active) =>
        new HeadPlacementDirector(_process, _processes, Oracle.Of(active)).OnAddActivation(new HeadPlacementStrategy(), default!, _context);

    private sealed class Context : IPlacementContext
    {
        private int _asked;

        public TaskCompletionSource AskedTwice { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public SiloAddress[] Compatible { get; set; } = [];

        public SiloAddress LocalSilo => Own;

        public SiloStatus LocalSiloStatus => SiloStatus.Active;

        public SiloAddress[] GetCompatibleSilos(PlacementTarget target)
        {
            if (++_asked == 2)
            {
                AskedTwice.SetResult();
            }

            return Compatible;
        }

        [SuppressMessage("Performance", "CA1859", Justification = "The interface of one engine has it.")]
        public IReadOnlyDictionary<ushort, SiloAddress[]> GetCompatibleSilosWithVersions(PlacementTarget target) =>
            new Dictionary<ushort, SiloAddress[]> { [0] = Compatible };
    }

    /// <summary>The silos that are active. The engines' interfaces differ in what else there is.</summary>
    public class Oracle : DispatchProxy
    {
        private SiloAddress[] _active = [];

        public static ISiloStatusOracle Of(SiloAddress[] active)
        {
            ISiloStatusOracle oracle = Create<ISiloStatusOracle, Oracle>();
            ((Oracle)(object)oracle)._active = active;
            return oracle;
        }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
            targetMethod!.Name == nameof(ISiloStatusOracle.GetApproximateSiloStatuses)
                ? _active.ToDictionary(silo => silo, _ => SiloStatus.Active)
                : throw new NotSupportedException(targetMethod.Name);
    }
}
