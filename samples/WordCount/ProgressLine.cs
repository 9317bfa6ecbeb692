using Orleans.Distributed;

namespace WordCount;

/// <summary>Shows how far the work is: on one line of a terminal, or a line for each tenth elsewhere.</summary>
internal sealed class ProgressLine : IProgress<PMapProgress>, IDisposable
{
    private readonly Lock _gate = new();
    private int _shown;
    private bool _ended;

    public void Report(PMapProgress value)
    {
        int percent = (int)(100 * value.Done / value.Total ?? 100);
        int step = Console.IsOutputRedirected ? 10 : 1;
        lock (_gate)
        {
            if (!_ended && percent >= _shown + step)
            {
                _shown = percent - (percent % step);
                Show($"{_shown,3} % counted", Console.IsOutputRedirected);
            }
        }
    }

    /// <summary>Says something on a line of its own.</summary>
    public void Interrupt(string message)
    {
        lock (_gate)
        {
            Show(message, true);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (!_ended && !Console.IsOutputRedirected)
            {
                Console.WriteLine();
            }

            _ended = true;
        }
    }

    private static void Show(string text, bool endsLine)
    {
        string start = Console.IsOutputRedirected ? "" : "\r";
        Console.Write(start + text + (endsLine ? Environment.NewLine : ""));
    }
}
