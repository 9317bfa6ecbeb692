using System.Text;

namespace Orleans.Distributed.Tests.Support;

/// <summary>What is written to standard error while it exists, the log of the processes in this program among it.</summary>
internal sealed class ErrorOutput : TextWriter
{
    private readonly TextWriter _before = Console.Error;
    private readonly StringBuilder _text = new();

    public ErrorOutput() => Console.SetError(this);

    public override Encoding Encoding => Encoding.UTF8;

    public string Text
    {
        get
        {
            lock (_text)
            {
                return _text.ToString();
            }
        }
    }

    public Task ContainsSoonAsync(string text) => WaitExtensions.HoldsSoon(() => Text.Contains(text, StringComparison.Ordinal));

    public override void Write(char value)
    {
        lock (_text)
        {
            _text.Append(value);
        }
    }

    public override void Write(string? value)
    {
        lock (_text)
        {
            _text.Append(value);
        }
    }

    protected override void Dispose(bool disposing)
    {
        Console.SetError(_before);
        base.Dispose(disposing);
    }
}
