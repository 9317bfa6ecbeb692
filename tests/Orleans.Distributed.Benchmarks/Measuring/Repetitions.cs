namespace Orleans.Distributed.Benchmarks.Measuring;

/// <summary>Repeats a measurement and its yardstick in turn, so that what else the machine does meets both.</summary>
internal static class Repetitions
{
    /// <summary>Measures something without a yardstick.</summary>
    public static async Task<Measured> RunAsync(Bench bench, Func<Task<Run>> subject) => (await RunAllAsync(bench, subject))[0];

    /// <summary>Measures something and what it is compared with.</summary>
    public static async Task<(Measured Subject, Measured Yardstick)> RunAsync(Bench bench, Func<Task<Run>> subject, Func<Task<Run>> yardstick)
    {
        Measured[] both = await RunAllAsync(bench, subject, yardstick);
        return (both[0], both[1]);
    }

    /// <summary>Measures something and the several things that it is compared with.</summary>
    public static async Task<Measured[]> RunAllAsync(Bench bench, params Func<Task<Run>>[] subjects)
    {
        foreach (Func<Task<Run>> subject in subjects)
        {
            await subject();
        }

        var runs = Array.ConvertAll(subjects, _ => new List<(Run Run, Usage Head, Usage Worker)>());
        for (int repetition = 0; repetition < bench.Repetitions; repetition++)
        {
            for (int i = 0; i < subjects.Length; i++)
            {
                Usage worker = await Usage.OfAsync(bench.Cluster, bench.Worker);
                Usage head = Usage.Now();
                Run run = await subjects[i]();
                head = Usage.Now() - head;
                worker = await Usage.OfAsync(bench.Cluster, bench.Worker) - worker;
                runs[i].Add((run, head / run.Operations, worker / run.Operations));
            }
        }

        return Array.ConvertAll(runs, of => new Measured(
            [.. Enumerable.Range(0, of[0].Run.Values.Length).Select(i => new Sample(of.Select(one => one.Run.Values[i])))],
            MedianOf(of.Select(one => one.Head)),
            MedianOf(of.Select(one => one.Worker))));
    }

    private static Usage MedianOf(IEnumerable<Usage> usages) =>
        new(new Sample(usages.Select(usage => usage.Allocated)).Median, new Sample(usages.Select(usage => usage.Processor)).Median);
}
