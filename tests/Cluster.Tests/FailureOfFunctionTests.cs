using System.Reflection;
using System.Reflection.Emit;
using Orleans.Distributed.RealProcesses.Support;
using Orleans.Distributed.Serialization;

namespace Orleans.Distributed.RealProcesses;

/// <summary>What a function returns or throws cannot reach the caller as it is: the caller gets a text, and the worker lives.</summary>
public sealed class FailureOfFunctionTests(Head head) : IClassFixture<Head>
{
    private ICluster Cluster => head.Cluster;

    [Fact]
    [Trait("Fault", "F22")]
    public async Task RemoteCallFetchAsync_ResultCannotBeSent_RemoteExceptionAndWorkerLives()
    {
        await using WorkerGroup workers = await head.StartWorkersAsync(1);

        var error = await Assert.ThrowsAsync<RemoteException>(
            () => Cluster.RemoteCallFetchAsync<Stream>(workers[0], () => File.OpenRead("/dev/null")).InTimeAsync());

        Assert.Equal(workers[0], error.Pid);
        Assert.Contains("FileStream", error.RemoteMessage, StringComparison.Ordinal);
        await AssertLivesAsync(workers[0]);
    }

    [Fact]
    [Trait("Fault", "F22")]
    public async Task FetchAsync_ValueOfFutureCannotBeSent_RemoteExceptionAndWorkerLives()
    {
        await using WorkerGroup workers = await head.StartWorkersAsync(1);
        Future<Thread> future = Cluster.SpawnAt(workers[0], () => Thread.CurrentThread);

        await future.WaitAsync().InTimeAsync();
        await Assert.ThrowsAsync<RemoteException>(() => future.FetchAsync().InTimeAsync());

        await AssertLivesAsync(workers[0]);
    }

    [Fact]
    [Trait("Fault", "F23")]
    public async Task RemoteCallFetchAsync_CallerLacksTypeOfException_RemoteExceptionWithText()
    {
        await using WorkerGroup workers = await head.StartWorkersAsync(1);

        var error = await Assert.ThrowsAsync<RemoteException>(
            () => Cluster.RemoteCallFetchAsync(workers[0], (Action)ThrowTypeMadeHere).InTimeAsync());

        Assert.Equal("Made.AtTheWorker", error.RemoteTypeName);
        Assert.Equal("only the worker knows my type", error.RemoteMessage);
        Assert.Contains(nameof(ThrowTypeMadeHere), error.RemoteStackTrace, StringComparison.Ordinal);
        Assert.Null(error.InnerException);
        await AssertLivesAsync(workers[0]);
    }

    [Fact]
    [Trait("Fault", "F21")]
    public async Task RemoteCallFetchAsync_CapturedStream_RefusedBeforeAnythingIsSent()
    {
        await using WorkerGroup workers = await head.StartWorkersAsync(1);
        var error = await Assert.ThrowsAsync<UnsendableValueException>(() => CallWithStreamAsync(workers[0]));

        Assert.StartsWith("captured variable 'log' -> FileStream cannot be sent to another process", error.Message, StringComparison.Ordinal);
        await AssertLivesAsync(workers[0]);
    }

    private async Task<int> CallWithStreamAsync(int pid)
    {
        await using FileStream log = File.OpenRead("/dev/null");
        return await Cluster.RemoteCallFetchAsync(pid, () => log.ReadByte()).InTimeAsync();
    }

    private async Task AssertLivesAsync(int pid) =>
        Assert.Equal(pid, await Cluster.RemoteCallFetchAsync(pid, () => Distributed.Cluster.Current.MyId).InTimeAsync());

    private static void ThrowTypeMadeHere()
    {
        TypeBuilder type = AssemblyBuilder.DefineDynamicAssembly(new AssemblyName("Made"), AssemblyBuilderAccess.Run)
            .DefineDynamicModule("Made").DefineType("Made.AtTheWorker", TypeAttributes.Public, typeof(Exception));
        ConstructorBuilder constructor = type.DefineConstructor(MethodAttributes.Public, CallingConventions.Standard, [typeof(string)]);
        ILGenerator code = constructor.GetILGenerator();
        code.Emit(OpCodes.Ldarg_0);
        code.Emit(OpCodes.Ldarg_1);
        code.Emit(OpCodes.Call, typeof(Exception).GetConstructor([typeof(string)])!);
        code.Emit(OpCodes.Ret);
        throw (Exception)Activator.CreateInstance(type.CreateType(), "only the worker knows my type")!;
    }
}
