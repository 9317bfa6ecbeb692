using System.ComponentModel;
using Orleans.Distributed.Launching;

namespace Orleans.Distributed.ClusterManagers.Tests.Launching;

public sealed class LaunchErrorsTests
{
    [Theory]
    [InlineData(11, "allows no more processes")]
    [InlineData(12, "not enough memory")]
    [InlineData(13, "may not run /bin/x")]
    [InlineData(2, "/bin/x, or a program it needs, does not exist")]
    [InlineData(7, "(error 7)")]
    public void Explain_ErrorOfTheSystem_SaysWhatItMeans(int code, string expected) =>
        Assert.Contains(expected, LaunchErrors.Explain(new Win32Exception(code), "/bin/x"), StringComparison.Ordinal);

    [Fact]
    public void Explain_OtherErrors_SaysWhatIsKnown()
    {
        Assert.Contains("ulimit -n", LaunchErrors.Explain(new IOException("?", 24), "/bin/x"), StringComparison.Ordinal);
        Assert.Contains("memory or a thread", LaunchErrors.Explain(new InsufficientMemoryException(), "/bin/x"), StringComparison.Ordinal);
        Assert.Equal("something else", LaunchErrors.Explain(new InvalidOperationException("something else."), "/bin/x"));
    }

    [Fact]
    public void Describe_StandardErrorIsThere_HasIt()
    {
        string text = LaunchErrors.Describe(new WorkerExit(3, null, ["one", "two"]));

        Assert.Equal($"it ended with exit code 3. The end of its standard error:{Environment.NewLine}one{Environment.NewLine}two", text);
    }

    [Fact]
    public void Describe_UnknownEnd_SaysSo() =>
        Assert.Contains("did not report", LaunchErrors.Describe(new WorkerExit(null, null, [])), StringComparison.Ordinal);
}
