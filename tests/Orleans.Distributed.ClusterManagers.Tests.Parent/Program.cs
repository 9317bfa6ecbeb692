using System.Text;
using Orleans.Distributed;
using Orleans.Distributed.ClusterManagers.Tests.Parent;

// Arguments: the number of workers, what they do, and "mute" for a head that never takes their output.
// It reports each worker on a line, then does what it reads from its standard input.
// Opened early: a test may leave no descriptors for later.
var input = Console.In;
int count = int.Parse(args[0]);
var options = new LocalOptions();
if (args.Contains("mute"))
    options.Output = static _ => Thread.Sleep(Timeout.Infinite);

var manager = new LocalClusterManager(typeof(ScriptedWorker), options);
byte[] script = Encoding.UTF8.GetBytes(args[1]);
var launches = Enumerable.Range(2, count).Select(pid => new WorkerLaunch(pid, script)).ToList();
await foreach (var result in manager.LaunchAsync(launches, CancellationToken.None))
    Console.WriteLine(result.Succeeded ? $"worker {result.Pid} {result.Process.OsProcessId}" : $"failed {result.Pid} {result.Error.Message}");
Console.WriteLine("launched");

switch (input.ReadLine())
{
    case "crash":
        Environment.FailFast("as the test asked");
        break;
    case "exit":
        return 0;
}

// Its standard input is at its end: the test is over, or never wanted more of it.
return 0;
