namespace Orleans.Distributed.Output;

/// <summary>The receiver of one worker's lines; what it throws does not reach the reading of them.</summary>
internal sealed class WorkerOutputSink(Action<WorkerOutput>? receiver)
{
    public void Write(WorkerOutput output)
    {
        if (receiver is null)
        {
            ConsoleOutput.Write(output);
            return;
        }

        try
        {
            receiver(output);
        }
        catch (Exception)
        {
            // The line is worth more than the error: whoever reads the console sees the lines that the receiver missed.
            ConsoleOutput.Write(output);
        }
    }
}
