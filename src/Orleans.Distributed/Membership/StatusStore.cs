using System.Buffers;
using Orleans.Distributed.Grains;
using Orleans.Distributed.Messages;

namespace Orleans.Distributed.Membership;

/// <summary>The statuses of the processes, as any process reads and sets them. They are kept with the membership.</summary>
internal sealed class StatusStore(LocalProcess process, MessageCodec codec, IGrainFactory grains)
{
    private IClusterManagerGrain Manager => grains.GetGrain<IClusterManagerGrain>(0);

    public async Task SetAsync(object? status, int? pid, string? scope, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        int whose = pid ?? process.Pid;
        byte[]? bytes = status is null ? null : Encode(status);
        if (!await Manager.SetStatus(whose, scope ?? "", bytes).WaitAsync(cancellationToken).ConfigureAwait(false))
        {
            throw Unknown(whose);
        }
    }

    public async Task<object?> GetAsync(int? pid, string? scope, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        int whose = pid ?? process.Pid;
        StatusReply reply = await Manager.GetStatus(whose, scope ?? "").WaitAsync(cancellationToken).ConfigureAwait(false);
        return !reply.IsKnown ? throw Unknown(whose)
            : reply.Status is null ? null
            : codec.Values.Decode<object>(reply.Status);
    }

    private byte[] Encode(object status)
    {
        var bytes = new ArrayBufferWriter<byte>();
        codec.Values.Encode(bytes, status);
        return bytes.WrittenSpan.ToArray();
    }

    private static ArgumentException Unknown(int pid) => new($"There is no process {pid}, so it has no status.", nameof(pid));
}
