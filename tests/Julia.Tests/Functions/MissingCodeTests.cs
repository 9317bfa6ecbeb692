using System.Reflection;
using Orleans.Distributed.Julia.Support;
using Orleans.Distributed.Serialization;

namespace Orleans.Distributed.Julia.Functions;

/// <summary>
/// One side has code that the other has not. Workers run the assemblies of the program that starts them, so the code is emitted
/// here: no file holds it.
/// </summary>
[Collection(nameof(FourWorkers))]
public sealed class MissingCodeTests(FourWorkers cluster)
{
    private ICluster Head => cluster.Head;

    [Fact]
    [Trait("Spec", "J-248")]
    public async Task RemoteCallFetchAsync_FunctionNamesATypeOfTheCallerAlone_RemoteExceptionNamesIt()
    {
        var emitted = new EmittedAssembly();
        Type payload = emitted.Load().GetType("Payload", throwOnError: true)!;
        var nameOf = typeof(MissingCodeTests).GetMethod(nameof(NameOf), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(payload).CreateDelegate<Func<string>>();

        await AssertMissingAsync(() => Head.RemoteCallFetchAsync(cluster.Workers[0], nameOf), "Payload", emitted.Name);
    }

    [Fact]
    [Trait("Spec", "J-249")]
    public async Task RemoteCallFetchAsync_ArgumentOfATypeOfTheCallerAlone_RemoteExceptionNamesIt()
    {
        var emitted = new EmittedAssembly();
        object payload = Activator.CreateInstance(emitted.Load().GetType("Payload", throwOnError: true)!)!;

        await AssertMissingAsync(() => Head.RemoteCallFetchAsync(cluster.Workers[0], (object o) => o.GetHashCode(), payload), "Payload", emitted.Name);
    }

    [Fact]
    [Trait("Spec", "J-260")]
    public async Task RemoteCallFetchAsync_FunctionOfAnAssemblyThatTheWorkerLacks_RemoteExceptionNamesIt()
    {
        var emitted = new EmittedAssembly();
        var answer = emitted.Load().GetType("Actions", throwOnError: true)!.GetMethod("GetAnswer")!.CreateDelegate<Func<int>>();
        Assert.Equal(EmittedAssembly.Answer, answer());

        RemoteException error = await AssertMissingAsync(() => Head.RemoteCallFetchAsync(cluster.Workers[1], answer), "GetAnswer", emitted.Name);

        Assert.Equal(typeof(FunctionNotFoundException).FullName, error.RemoteTypeName);
    }

    /// <summary>A type of an assembly that nobody has, asked for by name.</summary>
    [Fact]
    [Trait("Spec", "J-261")]
    public async Task RemoteCallFetchAsync_FunctionLooksForAnAssemblyThatNobodyHas_RemoteException()
    {
        RemoteException error = await Assert.ThrowsAsync<RemoteException>(() => Head.RemoteCallFetchAsync(
            cluster.Workers[1], () => Type.GetType("No.Such.Type, No.Such.Assembly", throwOnError: true)!.Name).InTimeAsync());

        Assert.IsType<FileNotFoundException>(error.InnerException);
        Assert.Contains("No.Such.Assembly", error.Message, StringComparison.Ordinal);
    }

    /// <summary>The message that could not be read takes nothing of the link with it: not the calls before, beside or after it.</summary>
    [Fact]
    [Trait("Spec", "J-262")]
    public async Task RemoteCallFetchAsync_AfterMessagesThatCouldNotBeRead_Runs()
    {
        var emitted = new EmittedAssembly();
        object payload = Activator.CreateInstance(emitted.Load().GetType("Payload", throwOnError: true)!)!;
        int pid = cluster.Workers[2];
        var unreadable = new List<Task>();
        var good = new List<Task<int>>();
        for (int i = 0; i < 100; i++)
        {
            int captured = i;
            good.Add(Head.RemoteCallFetchAsync(pid, () => captured));
            unreadable.Add(Head.RemoteCallFetchAsync(pid, (object o, byte[] rest) => rest.Length, payload, new byte[i * 100]));
        }

        Head.RemoteDo(pid, (object o) => { }, payload);

        Assert.Equal(Enumerable.Range(0, 100), await Task.WhenAll(good).InTimeAsync());
        foreach (Task call in unreadable)
        {
            await Assert.ThrowsAsync<RemoteException>(() => call.InTimeAsync());
        }

        Assert.Equal(pid, await Head.RemoteCallFetchAsync(pid, () => Cluster.Current.MyId).InTimeAsync());
    }

    /// <summary>The caller is told the type, message and stack of an exception that it cannot rebuild.</summary>
    [Fact]
    [Trait("Spec", "J-317")]
    [Trait("Spec", "J-318")]
    public async Task RemoteCallFetchAsync_ExceptionOfATypeThatTheCallerLacks_IsToldInWords()
    {
        var emitted = new EmittedAssembly();

        RemoteException error = await Assert.ThrowsAsync<RemoteException>(
            () => Head.RemoteCallFetchAsync(cluster.Workers[3], image => Emitted.Run(image, "ThrowOdd"), emitted.Image).InTimeAsync());

        Assert.Equal("OddException", error.RemoteTypeName);
        Assert.Equal(EmittedAssembly.Message, error.RemoteMessage);
        Assert.Contains("Actions.ThrowOdd()", error.RemoteStackTrace, StringComparison.Ordinal);
        Assert.Null(error.InnerException);
    }

    /// <summary>What the worker alone has can be called from there, and its results come back.</summary>
    [Fact]
    public async Task RemoteCallFetchAsync_CodeOfTheWorkerAlone_ItsResultArrives()
    {
        var emitted = new EmittedAssembly();

        Assert.Equal(
            EmittedAssembly.Answer,
            await Head.RemoteCallFetchAsync(cluster.Workers[3], image => Emitted.Run(image, "GetAnswer"), emitted.Image).InTimeAsync());
    }

    /// <summary>The caller cannot read the answer: that is an error for this call alone.</summary>
    [Fact]
    public async Task RemoteCallFetchAsync_ResultOfATypeThatTheCallerLacks_TypeNotFound()
    {
        var emitted = new EmittedAssembly();
        int pid = cluster.Workers[3];

        Exception error = await Assert.ThrowsAnyAsync<Exception>(() => Head.RemoteCallFetchAsync(
            pid, image => Activator.CreateInstance(Assembly.Load(image).GetType("Payload", throwOnError: true)!)!, emitted.Image).InTimeAsync());

        var missing = Assert.IsType<TypeNotFoundException>(error as TypeNotFoundException ?? error.InnerException);
        Assert.StartsWith($"Payload, {emitted.Name}", missing.TypeName, StringComparison.Ordinal);
        Assert.Equal(pid, await Head.RemoteCallFetchAsync(pid, () => Cluster.Current.MyId).InTimeAsync());
    }

    private static string NameOf<T>() => typeof(T).Name;

    private static async Task<RemoteException> AssertMissingAsync(Func<Task> call, string name, string assembly)
    {
        RemoteException error = await Assert.ThrowsAsync<RemoteException>(() => call().InTimeAsync());
        Assert.IsAssignableFrom<MalformedDataException>(error.InnerException);
        Assert.Contains(name, error.Message, StringComparison.Ordinal);
        Assert.Contains(assembly, error.Message, StringComparison.Ordinal);
        return error;
    }
}
