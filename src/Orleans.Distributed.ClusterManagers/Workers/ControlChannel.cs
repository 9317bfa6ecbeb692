using System.Buffers.Binary;
using Orleans.Distributed.Protocol;

namespace Orleans.Distributed.Workers;

/// <summary>
/// Reads what the head sends after the start message, on a thread of its own, so that it works whatever user code does to
/// the thread pool.
/// </summary>
internal sealed class ControlChannel(Stream stream, Action<TimeSpan> stop)
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(2);

    public void Start() =>
        new Thread(Read) { IsBackground = true, Name = "Orleans.Distributed control channel" }.UnsafeStart();

    private void Read()
    {
        try
        {
            while (stream.ReadByte() == ControlCommands.Stop)
                stop(ReadTimeout());
        }
        catch (IOException)
        {
            // As good as its end.
        }

        ImmediateExit.Now(WorkerExitCodes.HeadGone);
    }

    private TimeSpan ReadTimeout()
    {
        Span<byte> ticks = stackalloc byte[sizeof(long)];
        stream.ReadExactly(ticks);
        return TimeSpan.FromTicks(Math.Clamp(BinaryPrimitives.ReadInt64LittleEndian(ticks), 0, Longest.Ticks));
    }
}
