using Orleans.Distributed.Benchmarks.Codec;
using Orleans.Distributed.Benchmarks.Growth;
using Orleans.Distributed.Benchmarks.Reporting;
using Orleans.Distributed.Benchmarks.Rows;

namespace Orleans.Distributed.Benchmarks;

/// <summary>All rows, and how a run of them goes.</summary>
internal static class Suite
{
    public static IReadOnlyList<Row> Rows { get; } =
    [
        // Those of one worker, while there is only one.
        new RoundTripRow(),
        new ThroughputRow(100, 200_000),
        new ThroughputRow(1000, 400_000),
        new LoadRow(),
        new ThreadsRow(),
        new FutureRow(),
        new PutTakeRow(),
        new ChannelRow(),
        new MapRow(),
        new FutureSizeRow(),
        new CallMemoryRow(),
        new FutureMemoryRow(),
        new StartRow(1),
        new StartRow(2),
        new StartRow(4),
        new StartRow(8),
        new FirstCallRow(),
        new IdleWorkerRow(),
        new NestedRow(),
        new CaptureRow(),
        new EfficiencyRow(),
        new ReduceRow(),
        new WorkersRow(),
        new EverywhereRow(),

        // Last: the pools of the engine keep some of their buffers for a while, which would spoil the rows on memory.
        new EchoRow("1MB", 1 << 20),
        new EchoRow("64MB", 64 << 20),
        new CodecRow(),
        new OutstandingCallsRow(),
        new ChannelsRow(),
        new PayloadRow(),
        new MembersRow(),
        new PidsRow(),
    ];

    /// <summary>The same work on other systems, where they are installed.</summary>
    public static IReadOnlyList<Row> Peers { get; } =
    [
        new PeerRow("erpc", "Erlang, erpc", ["escript", "erpc.escript"]),
        new PeerRow("dask", "Dask distributed", ["python3", "dask_calls.py"], ["/usr/bin/python3", "dask_calls.py"]),
        new PeerRow("racket", "Racket, distributed places", ["racket", "places.rkt"]),
        new PeerRow(
            "mpi",
            "OpenMPI, mpi4py",
            ["mpirun", "--oversubscribe", "--allow-run-as-root", "-n", "2", "python3", "mpi_messages.py"],
            ["mpirun", "--oversubscribe", "--allow-run-as-root", "-n", "2", "/usr/bin/python3", "mpi_messages.py"]),
    ];

    public static async Task RunAsync(Arguments arguments)
    {
        var figures = new List<Figure>();
        Surroundings surroundings = Surroundings.Look(arguments.IsQuick);
        Console.WriteLine($"{surroundings}\n");
        Table.WriteHead(Console.Out);
        await using (Bench bench = await Bench.StartAsync(arguments.IsQuick))
        {
            foreach (Row row in Rows.Concat(arguments.HasPeers ? Peers : []).Where(arguments.Wants))
            {
                await foreach (Figure figure in row.MeasureAsync(bench))
                {
                    figures.Add(figure);
                    Table.Write(Console.Out, figure);
                }
            }
        }

        Console.WriteLine(Summary.Of(figures));
        if (arguments.JsonFile is { } file)
        {
            await JsonReport.WriteAsync(file, figures);
        }

        if (arguments.ReportFolder is { } folder)
        {
            await Report.WriteAsync(folder, surroundings, figures);
        }
    }
}
