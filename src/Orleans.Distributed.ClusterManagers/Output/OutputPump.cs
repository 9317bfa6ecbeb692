namespace Orleans.Distributed.Output;

/// <summary>Reads one output stream of a worker to its end.</summary>
internal static class OutputPump
{
    private const int BufferSize = 16 * 1024;

    /// <summary>Reads until the stream ends or is closed; never fails.</summary>
    public static async Task RunAsync(Stream stream, Action<string> line)
    {
        // The first read of a pipe may block until the worker writes.
        await Task.Yield();
        var decoder = new LineDecoder(line);
        byte[] buffer = new byte[BufferSize];
        try
        {
            int count;
            while ((count = await stream.ReadAsync(buffer).ConfigureAwait(false)) > 0)
                decoder.Write(buffer.AsSpan(0, count));
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // Closed from this side, after the process had ended.
        }

        decoder.Complete();
    }
}
