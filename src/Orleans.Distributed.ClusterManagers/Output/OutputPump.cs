namespace Orleans.Distributed.Output;

/// <summary>Reads one output stream of a worker to its end.</summary>
internal static class OutputPump
{
    private const int BufferSize = 16 * 1024;

    /// <summary>Reads until the stream ends or is closed, each time after <paramref name="write"/> has taken what came; never fails.</summary>
    public static async Task RunAsync(Stream stream, Func<IReadOnlyList<string>, Task> write)
    {
        List<string> lines = [];
        var decoder = new LineDecoder(lines.Add);
        byte[] buffer = new byte[BufferSize];
        try
        {
            int count;
            while ((count = await stream.ReadAsync(buffer).ConfigureAwait(false)) > 0)
            {
                decoder.Write(buffer.AsSpan(0, count));
                await write(lines).ConfigureAwait(false);
                lines.Clear();
            }
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // Closed from this side, after the process had ended.
        }

        decoder.Complete();
        await write(lines).ConfigureAwait(false);
    }
}
