using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Orleans.Distributed.Serialization.Tests;

public sealed class RefusalTests
{
    private readonly Stream _stream = Stream.Null;

    public static TheoryData<object> Refused => new()
    {
        Stream.Null, TextReader.Null, TextWriter.Null, Task.CompletedTask, Task.FromResult(1), Thread.CurrentThread, Any<Lock>(), new SemaphoreSlim(1),
        new CancellationTokenSource(), new CancellationTokenSource().Token, new ManualResetEvent(false), new ManualResetEventSlim(), new Timer(_ => { }),
        (nint)5, new ValueTask<int>(5), new WeakReference(new object()), new WeakReference<object>(new object()), typeof(int).Assembly, typeof(int).Module,
        AppDomain.CurrentDomain, System.Runtime.Loader.AssemblyLoadContext.Default, Process.GetCurrentProcess(), new HttpClient(),
        new System.Net.Sockets.Socket(System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Tcp), GCHandle.Alloc(new object()),
        new List<int> { 1 }.GetEnumerator(), new[] { 1 }.AsQueryable(), new ThreadLocal<int>(), new AsyncLocal<int>(), new Finalizable(),
        System.Threading.Channels.Channel.CreateUnbounded<int>(), new Microsoft.Win32.SafeHandles.SafeFileHandle(), new Services(),
        Enumerable.Range(0, 3).Where(x => x > 1), typeof(string).GetProperty("Length")!, typeof(string).TypeHandle, new TaskCompletionSource<int>(),
        new ReaderWriterLockSlim(), new Barrier(1), new CountdownEvent(1), TaskScheduler.Default, System.Security.Cryptography.RandomNumberGenerator.Create(),
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void ThingsOfThisProcess_AreRefusedWithAdvice(object value)
    {
        UnsendableValueException error = Wire.Refuse<object>(value);
        Assert.StartsWith(TypeNames.Short(error.Type!), error.Message);
        Assert.Contains(" cannot be sent to another process: ", error.Message);
        Assert.Equal(TypeNames.Short(error.Type!), error.Path);
        error = Wire.Refuse<object[]>([1, value]);
        Assert.Equal($"[1] -> {TypeNames.Short(error.Type!)}", error.Path);
    }

    [Fact]
    public void Paths_ThroughCapturedVariables_NameThem()
    {
        using var log = new StreamWriter(Stream.Null);
        Func<int> one = () => log.GetHashCode();
        UnsendableValueException error = Wire.Refuse(one);
        Assert.Equal("captured variable 'log' -> StreamWriter", error.Path);
        Assert.Equal(
            "captured variable 'log' -> StreamWriter cannot be sent to another process: it is an open resource of this process. "
            + "Send its contents, or what is needed to open it over there (a path, an address).",
            error.Message);
        Assert.Equal(typeof(StreamWriter), error.Type);

        Func<int> two = CountOf([new(null), new(null), new(null), new(log)]);
        Assert.Equal("captured variable 'jobs' -> [3] -> Job.Log -> StreamWriter", Wire.Refuse(two).Path);

        foreach (int item in new[] { 1 })
        {
            Func<object> five = () => (item, log);
            Assert.Equal("captured variable 'log' -> StreamWriter", Wire.Refuse(five).Path);
        }

    }

    [Fact]
    public void Paths_ThroughThis_NameIt()
    {
        Assert.Equal("captured 'this' -> RefusalTests._stream -> NullStream", Wire.Refuse(() => _stream).Path);
        Assert.Equal("object of method 'GetStream' -> RefusalTests._stream -> NullStream", Wire.Refuse(GetStream).Path);
        Assert.Equal("captured 'this' -> RefusalTests._stream -> NullStream", Wire.Refuse(WithVariable(1)).Path);
        Assert.Equal("captured variable 'inner' -> captured 'this' -> RefusalTests._stream -> NullStream", Wire.Refuse(Nested(() => _stream)).Path);
    }

    [Fact]
    public void Paths_ThroughKeysAndValues_NameThem()
    {
        Assert.Equal("[\"a\"] -> NullStream", Wire.Refuse(new Dictionary<string, object> { ["a"] = Stream.Null }).Path);
        Assert.Equal("key NullStream -> NullStream", Wire.Refuse(new Dictionary<object, int> { [Stream.Null] = 1 }).Path);
        Assert.Equal("[\"a\"] -> [0] -> Item2 -> CancellationToken", Wire.Refuse(
            new Dictionary<string, List<(int, CancellationToken)>> { ["a"] = [(1, new CancellationToken(true))] }).Path);
        Assert.Equal("Job.Log -> StringWriter", Wire.Refuse(new Job(new StringWriter())).Path);
        Assert.Equal("Base._log -> NullStream", Wire.Refuse(new Derived()).Path);
        Assert.Equal("Handle -> nint", Wire.Refuse(new { Handle = (nint)7 }).Path.Replace("IntPtr", "nint", StringComparison.Ordinal));
    }

    [Fact]
    public void CancellationTokens_AdviseAParameter()
    {
        using var source = new CancellationTokenSource();
        CancellationToken token = source.Token;
        Func<bool> function = () => token.IsCancellationRequested;
        Assert.Equal(
            "captured variable 'token' -> CancellationToken cannot be sent to another process: it is a cancellation signal of this process. "
            + "Take a CancellationToken parameter in the function instead; it is cancelled with the call.",
            Wire.Refuse(function).Message);
        Assert.Equal(CancellationToken.None, Wire.Copy(CancellationToken.None));
    }

    [Fact]
    public void Paths_BeyondTheDeferredDepth_AreComplete()
    {
        object value = Stream.Null;
        for (int i = 0; i < 50; i++)
        {
            value = new List<object> { value };
        }

        Assert.Equal(string.Concat(Enumerable.Repeat("[0] -> ", 50)) + "NullStream", Wire.Refuse(value).Path);
    }

    [Fact]
    public void Nesting_BeyondTheLimit_IsRefused()
    {
        object value = 1;
        for (int i = 0; i < 200; i++)
        {
            value = System.Collections.Frozen.FrozenDictionary.ToFrozenDictionary(new Dictionary<string, object> { ["k"] = value });
        }

        Assert.Contains("nested deeper than 128 levels", Wire.Refuse(value).Message);
    }

    [Fact]
    public void NullsOfRefusedTypes_AreSent() => Assert.Null(Wire.Copy(new Job(null)).Log);

    [Fact]
    public void Collections_ThatFailWhileRead_AreReported()
    {
        UnsendableValueException error = Wire.Refuse(Failing());
        Assert.Contains("could not be read", error.Message);
        Assert.Contains("broken", error.Message);

        static IEnumerable<int> Failing()
        {
            yield return 1;
            throw new InvalidOperationException("broken");
        }
    }

    [Fact]
    public void Messages_BeyondTheLargestSize_AreRefused()
    {
        var codec = new ValueCodec(new() { MaxBytes = 10_000 });
        var output = new System.Buffers.ArrayBufferWriter<byte>();
        Assert.Contains("10,000 bytes", Assert.Throws<UnsendableValueException>(() => codec.Encode(output, new byte[20_000])).Message);
        Assert.Throws<UnsendableValueException>(() => codec.Encode(output, Enumerable.Repeat("text", 5000).ToArray()));
        Assert.Throws<UnsendableValueException>(() => codec.Encode(output, new string('x', 20_000)));
        Assert.Equal(0, output.WrittenCount);
        Assert.Throws<MalformedDataException>(() => codec.Decode<byte[]>(Wire.Encode(new byte[20_000])));
    }

    [Fact]
    public void Options_OutOfRange_AreRejected()
    {
        Assert.Throws<ArgumentException>(() => new ValueCodec(new() { MaxDepth = 32 }));
        Assert.Throws<ArgumentException>(() => new ValueCodec(new() { MaxBytes = 0 }));
        Assert.Throws<ArgumentException>(() => new ValueCodecOptions().AddAlias(typeof(int)));
    }

    private static Func<object> Nested(Func<object> inner) => () => inner();

    private Stream GetStream() => _stream;

    private Func<object> WithVariable(int number) => () => (_stream, number);

    private static Func<int> CountOf(Job[] jobs) => () => jobs.Length;

    private static object Any<T>() => Activator.CreateInstance<T>()!;

    private sealed record Job(TextWriter? Log);

    private class Base
    {
        private readonly Stream _log = Stream.Null;

        public override string ToString() => _log.ToString()!;
    }

    private sealed class Derived : Base;

    private sealed class Finalizable
    {
        private static int _finalized;

        ~Finalizable() => Interlocked.Increment(ref _finalized);
    }

    private sealed class Services : IServiceProvider
    {
        public object? GetService(Type serviceType) => null;
    }
}
