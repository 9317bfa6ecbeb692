namespace Orleans.Distributed.Julia.Support;

/// <summary>What this process writes to its console while it exists. Tests of this project run one after the other.</summary>
internal sealed class ConsoleCapture : IDisposable
{
    private readonly TextWriter _outBefore = Console.Out;
    private readonly TextWriter _errorBefore = Console.Error;

    public ConsoleCapture()
    {
        Console.SetOut(Out);
        Console.SetError(Error);
    }

    /// <summary>Standard output.</summary>
    public CapturedText Out { get; } = new();

    /// <summary>Standard error, the log among it.</summary>
    public CapturedText Error { get; } = new();

    public void Dispose()
    {
        Console.SetOut(_outBefore);
        Console.SetError(_errorBefore);
    }
}
