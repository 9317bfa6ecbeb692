using CustomManager;

namespace Orleans.Distributed.RealProcesses;

/// <summary>
/// As a program this assembly is a head that a test ends in one of many ways. Its arguments: how many workers, and what they are
/// busy with. It reports each worker on a line, and then does what it reads from its standard input. With the argument <c>worker</c> it
/// is a worker of the sample's cluster manager.
/// </summary>
internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
        if (args is ["worker"])
        {
            return await ShellWorker.MainAsync();
        }

        ICluster cluster = await Cluster.StartAsync();
        IReadOnlyList<int> workers = await cluster.AddProcsAsync(int.Parse(args[0]));
        foreach (int pid in workers)
        {
            Console.WriteLine($"worker {await cluster.RemoteCallFetchAsync(pid, () => Environment.ProcessId)}");
            cluster.RemoteDo(pid, Work, args[1]);
        }

        foreach (int pid in workers)
        {
            await cluster.RemoteCallWaitAsync(pid, () => { });
        }

        Console.WriteLine("ready");
        switch (Console.ReadLine())
        {
            case "dispose":
                await cluster.DisposeAsync();
                return 0;
            case "exit":
                Environment.Exit(3);
                return 0;
            case "throw":
                throw new InvalidOperationException("as the test asked");
            case "throw on a thread":
                var thread = new Thread(() => throw new InvalidOperationException("as the test asked"));
                thread.Start();
                thread.Join();
                return 0;
            case "crash":
                Environment.FailFast("as the test asked");
                return 0;
            default:
                return 0;
        }
    }

    private static void Work(string work)
    {
        switch (work)
        {
            case "say":
                Console.WriteLine("to standard output");
                Console.Error.WriteLine("to standard error");
                break;
            case "spin":
                while (true)
                {
                    Thread.SpinWait(1000);
                }

            case "block":
                Thread.Sleep(Timeout.Infinite);
                break;
        }
    }
}
