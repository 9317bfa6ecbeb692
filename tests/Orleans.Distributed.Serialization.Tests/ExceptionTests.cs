using System.Net.Sockets;

namespace Orleans.Distributed.Serialization.Tests;

public sealed class ExceptionTests
{
    [Fact]
    public void Exceptions_RoundTrip_KeepEverythingVisible()
    {
        Exception error = Thrown(() => throw new ArgumentOutOfRangeException("who", 5, "no one"));
        error.Data["answer"] = 42;
        error.Data["stream"] = Stream.Null;
        error.HelpLink = "https://example.org/help";
        Exception copy = Wire.Copy(error);
        var typed = Assert.IsType<ArgumentOutOfRangeException>(copy);
        Assert.Equal(("who", 5), (typed.ParamName, typed.ActualValue));
        Assert.Equal(error.Message, copy.Message);
        Assert.Equal(error.HResult, copy.HResult);
        Assert.Equal(error.HelpLink, copy.HelpLink);
        Assert.Equal(42, copy.Data["answer"]);
        Assert.Single(copy.Data);
        Assert.Contains(nameof(Exceptions_RoundTrip_KeepEverythingVisible), copy.StackTrace);
        Exception again = Thrown(() => throw copy);
        Assert.Contains(nameof(Exceptions_RoundTrip_KeepEverythingVisible), again.ToString());
        Assert.Contains("<" + nameof(Exceptions_RoundTrip_KeepEverythingVisible), Wire.Copy(again).StackTrace);
    }

    [Fact]
    public void Exceptions_OfManyTypes_RoundTrip()
    {
        Assert.Equal(SocketError.HostNotFound, Assert.IsType<SocketException>(Wire.Copy<Exception>(new SocketException((int)SocketError.HostNotFound))).SocketErrorCode);
        var aggregate = Wire.Copy(new AggregateException("several", new InvalidOperationException("a"), new UserException("b", 7)));
        Assert.Equal(["a", "b"], aggregate.InnerExceptions.Select(inner => inner.Message));
        Assert.Equal(7, ((UserException)aggregate.InnerExceptions[1]).Code);
        Assert.Same(aggregate.InnerException, aggregate.InnerExceptions[0]);
        Assert.Equal("x.txt", Wire.Copy(new FileNotFoundException("gone", "x.txt")).FileName);
        using var source = new CancellationTokenSource();
        Assert.Equal("stop", Wire.Copy(new OperationCanceledException("stop", source.Token)).Message);
        Exception never = Wire.Copy(new TimeoutException("late", new IOException("slow")));
        Assert.Null(never.StackTrace);
        Assert.IsType<IOException>(never.InnerException);
    }

    [Fact]
    public void Capture_OfAnException_TellsAndRebuildsIt()
    {
        Exception error = Thrown(() => throw new UserException("outer", 3, new AggregateException(new IOException("a"), new IOException("b"))));
        error.Data["key"] = "value";
        ExceptionData data = Wire.Copy(ExceptionData.Capture(error));
        Assert.Equal(typeof(UserException).FullName, data.TypeName);
        Assert.Equal("outer", data.Message);
        Assert.Contains(nameof(Capture_OfAnException_TellsAndRebuildsIt), data.StackTrace);
        Assert.Equal(2, Assert.Single(data.InnerExceptions).InnerExceptions.Count);
        Assert.Equal(KeyValuePair.Create("key", "value"), Assert.Single(data.Data));
        Assert.True(data.HasOriginal);
        Assert.True(data.TryRebuild(ValueCodec.Shared, out Exception? rebuilt));
        Assert.Equal(3, Assert.IsType<UserException>(rebuilt).Code);
        Assert.Contains("IOException: a", data.ToString());
    }

    [Fact]
    public void Capture_OfAnUnsendableException_TellsItInWords()
    {
        ExceptionData data = Wire.Copy(ExceptionData.Capture(new StreamException()));
        Assert.False(data.HasOriginal);
        Assert.False(data.TryRebuild(ValueCodec.Shared, out _));
        Assert.Equal(new StreamException().Message, data.Message);
    }

    [Fact]
    public void Capture_OfMaliciousExceptions_NeverThrows()
    {
        Assert.Contains("could not be read", ExceptionData.Capture(new ThrowingException()).Message);
        Assert.InRange(ExceptionData.Capture(new UserException(new string('x', 10_000_000), 1)).Message.Length, 1 << 16, (1 << 16) + 3);
        Exception deep = new UserException("0", 0);
        for (int i = 0; i < 10_000; i++)
        {
            deep = new UserException("deep", i, deep);
        }

        Assert.InRange(Depth(ExceptionData.Capture(deep)), 30, 40);
        var wide = new AggregateException(Enumerable.Range(0, 100_000).Select(i => new UserException("w", i)));
        Assert.InRange(ExceptionData.Capture(wide).InnerExceptions.Count, 1, 256);
        var cyclic = new CyclicException();
        Assert.Equal("cyclic", ExceptionData.Capture(cyclic).Message);
        Assert.NotNull(ExceptionData.Capture(cyclic).ToString());

        static int Depth(ExceptionData data) => 1 + (data.InnerExceptions.Count == 0 ? 0 : Depth(data.InnerExceptions[0]));
    }

    [Fact]
    public void TryRebuild_OfUnknownType_IsFalse()
    {
        var data = new ExceptionData("Some.Type", "m", null, 0, [], [], [MessageFormat.WithSymbols, 1, 2, 3]);
        Assert.False(data.TryRebuild(ValueCodec.Shared, out Exception? rebuilt));
        Assert.Null(rebuilt);
    }

    private static Exception Thrown(Action action)
    {
        Exception? error = Record.Exception(action);
        Assert.NotNull(error);
        return error;
    }

    private sealed class UserException(string message, int code, Exception? inner = null) : Exception(message, inner)
    {
        public int Code { get; } = code;
    }

    private sealed class StreamException : Exception
    {
        public Stream Stream { get; } = Stream.Null;
    }

    private sealed class ThrowingException : Exception
    {
        public override string Message => throw new InvalidOperationException("no message");

        public override string StackTrace => throw new InvalidOperationException("no stack");

        public override System.Collections.IDictionary Data => throw new InvalidOperationException("no data");

        public override string ToString() => throw new InvalidOperationException("no text");
    }

    private sealed class CyclicException : AggregateException
    {
        public CyclicException()
            : base("cyclic", new Exception[1].Select(_ => new IOException("x")))
            => typeof(Exception).GetField("_innerException", System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.NonPublic)!.SetValue(this, this);

        public override string Message => "cyclic";
    }
}
