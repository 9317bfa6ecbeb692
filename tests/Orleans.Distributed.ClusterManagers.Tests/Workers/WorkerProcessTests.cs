using System.Text;
using Orleans.Distributed.ClusterManagers.Tests.Parent;
using Orleans.Distributed.ClusterManagers.Tests.Support;
using Orleans.Distributed.Processes;
using Orleans.Distributed.Protocol;

namespace Orleans.Distributed.ClusterManagers.Tests.Workers;

/// <summary>A worker process that gets its standard input from the test, without a manager.</summary>
public sealed class WorkerProcessTests
{
    private const int NotStarted = 2;
    private const int HeadGone = 3;

    [Theory]
    [InlineData("")]
    [InlineData("ODwork")]
    [InlineData("hello, is anybody there?")]
    [InlineData("ODwork01\u007f\u007f\u007f\u007f")]
    [InlineData("ODwork01\u0004\u0000\u0000\u0000abcd")]
    public async Task Run_InputThatIsNoStartMessage_IsExplained(string input)
    {
        using var worker = await StartAsync();

        await SendAsync(worker, Encoding.ASCII.GetBytes(input));
        await worker.StandardInput.DisposeAsync();

        string error = await ReadAsync(worker.StandardError);
        Assert.Equal(new ChildExit(NotStarted, null), await worker.Exited.WaitAsync(Limits.Generous));
        Assert.StartsWith("This is a worker process of Orleans.Distributed.", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("wait")]
    [InlineData("spin")]
    [InlineData("deaf")]
    [InlineData("reluctant")]
    public async Task Run_InputEndsWithoutCommand_EndsAtOnce(string script)
    {
        using var worker = await StartAsync();
        await SendAsync(worker, StartMessageFormat.Encode(Message(script)));
        using var output = new StreamReader(worker.StandardOutput);
        Assert.Equal(ControlCommands.Ready, await output.ReadLineAsync().WaitAsync(Limits.Generous));

        await worker.StandardInput.DisposeAsync();

        Assert.Equal(new ChildExit(HeadGone, null), await worker.Exited.WaitAsync(Limits.Generous));
    }

    [Fact]
    public async Task Run_CommandThatDoesNotExist_EndsAtOnce()
    {
        using var worker = await StartAsync();

        await SendAsync(worker, [.. StartMessageFormat.Encode(Message("wait")), (byte)'?']);

        Assert.Equal(new ChildExit(HeadGone, null), await worker.Exited.WaitAsync(Limits.Generous));
    }

    [Fact]
    public async Task Run_ParentIsNotTheHead_EndsBeforeItRunsAnything()
    {
        using var worker = await StartAsync();

        await SendAsync(worker, StartMessageFormat.Encode(Message("say hello") with { ParentProcessId = int.MaxValue }));

        Assert.Equal(new ChildExit(HeadGone, null), await worker.Exited.WaitAsync(Limits.Generous));
        Assert.Empty(await ReadAsync(worker.StandardOutput));
    }

    [Theory]
    [InlineData("No.Such.Type, Orleans.Distributed.ClusterManagers.Tests.Parent")]
    [InlineData("No.Such.Type, No.Such.Assembly")]
    [InlineData("System.String")]
    [InlineData("")]
    [InlineData("[[[,,,")]
    public async Task Run_ProgramThatCannotBeMade_IsNamed(string program)
    {
        using var worker = await StartAsync();

        await SendAsync(worker, StartMessageFormat.Encode(Message("wait") with { Program = program }));

        string error = await ReadAsync(worker.StandardError);
        Assert.Equal(new ChildExit(NotStarted, null), await worker.Exited.WaitAsync(Limits.Generous));
        Assert.StartsWith($"Worker 7 cannot start: its program {program} cannot be loaded: ", error, StringComparison.Ordinal);
    }

    private static StartMessage Message(string script) => new()
    {
        Pid = 7,
        ParentProcessId = Environment.ProcessId,
        Program = typeof(ScriptedWorker).AssemblyQualifiedName!,
        EntryAssembly = "",
        BaseDirectory = "",
        Environment = new Dictionary<string, string?>(),
        StopTimeout = TimeSpan.FromSeconds(5),
        Payload = Encoding.UTF8.GetBytes(script),
    };

    private static Task<IChildProcess> StartAsync()
    {
        string name = Path.ChangeExtension(HeadProcess.Library, null);
        string library = typeof(WorkerHost).Assembly.Location;
        string[] arguments = ["exec", "--depsfile", $"{name}.deps.json", "--runtimeconfig", $"{name}.runtimeconfig.json", library];
        var environment = new Dictionary<string, string> { ["PATH"] = "/usr/bin:/bin" };
        return LauncherThread.RunAsync(() => LinuxChildProcess.Start(new ProcessCommand(Environment.ProcessPath!, arguments, environment, "/")));
    }

    private static async Task SendAsync(IChildProcess worker, byte[] bytes)
    {
        await worker.StandardInput.WriteAsync(bytes);
        await worker.StandardInput.FlushAsync();
    }

    private static Task<string> ReadAsync(Stream stream) => new StreamReader(stream).ReadToEndAsync().WaitAsync(Limits.Generous);
}
