using System.Buffers;
using System.Runtime.CompilerServices;
using Orleans.Distributed.Calls;
using Orleans.Distributed.Channels;
using Orleans.Distributed.Peers;
using Orleans.Distributed.Serialization;
using Orleans.Distributed.Serialization.Payloads;

namespace Orleans.Distributed.Messages;

/// <content>Several items in one message.</content>
/// <remarks>
/// Each is a message of its own inside of the other one, behind its length: one that cannot be sent, or not be read, takes no other along.
/// Items of plain data, with which neither can happen, go as one array.
/// </remarks>
internal sealed partial class MessageCodec
{
    /// <summary>A reply with items; in the place of one that cannot be sent stands the fault that says why.</summary>
    public Payload EncodeItemsReply<T>(Peer receiver, T[] items)
    {
        if (IsPlain<T>())
        {
            return EncodeValueReply(receiver, items);
        }

        try
        {
            return FinishItems(BeginReply(CallStatus.Value, receiver), receiver, items);
        }
        catch (Exception e)
        {
            return EncodeFaultReply(receiver, RemoteFault.Capture(process.Pid, e));
        }
    }

    /// <summary>A channel operation that carries items; in the place of one that cannot be sent stands the fault that says why.</summary>
    public Payload EncodeItemsOperation<T>(Peer receiver, ChannelOperation operation, T[] items)
    {
        if (IsPlain<T>())
        {
            return EncodeOperation(receiver, operation, items);
        }

        MessageWriter writer = BeginRequest(receiver);
        writer.WriteByte((byte)operation);
        return FinishItems(writer, receiver, items);
    }

    /// <summary>Reads items.</summary>
    /// <param name="sender">Who sent them.</param>
    /// <param name="body">What <see cref="EncodeItemsReply"/> or <see cref="EncodeItemsOperation"/> made.</param>
    /// <param name="failures">Why the others could not be sent, or not be read; <see langword="null"/> when there are none.</param>
    /// <returns>Those that could be read.</returns>
    public T[] DecodeItems<T>(Peer sender, Payload body, out List<Exception>? failures)
    {
        failures = null;
        if (IsPlain<T>())
        {
            return DecodeBody<T[]>(sender, body);
        }

        (T[] items, failures) = Read(sender, body, static (self, value, context) => self.ReadItems<T>(value, context));
        return items;
    }

    private static bool IsPlain<T>() => typeof(T) == typeof(string) || !RuntimeHelpers.IsReferenceOrContainsReferences<T>();

    private Payload FinishItems<T>(MessageWriter writer, Peer receiver, T[] items) =>
        Finish(writer, receiver, items, static (self, to, all, context) => self.WriteItems(to, all, context));

    private void WriteItems<T>(MessageWriter writer, T[] items, EncodeContext context)
    {
        var scope = (TransferScope)context.State!;
        foreach (T item in items)
        {
            int start = writer.Length;
            int transfers = scope.Count;
            try
            {
                WriteItem(writer, CallStatus.Value, item, context);
            }
            catch (Exception e)
            {
                scope.Withdraw(from: transfers);
                writer.Truncate(start);
                WriteItem(writer, CallStatus.Fault, RemoteFault.Capture(process.Pid, e), context);
            }
        }
    }

    private void WriteItem<T>(MessageWriter writer, CallStatus status, T item, EncodeContext context)
    {
        writer.WriteByte((byte)status);
        int start = writer.Length;
        writer.WriteInt32(0);
        Values.Encode(writer, item, context);
        writer.OverwriteInt32(start, writer.Length - start - sizeof(int));
    }

    private (T[] Items, List<Exception>? Failures) ReadItems<T>(Payload body, DecodeContext context)
    {
        ReadOnlyMemory<byte> all = body.TryGetMemory(out ReadOnlyMemory<byte> bytes) ? bytes : body.Bytes.ToArray();
        var items = new List<T>();
        List<Exception>? failures = null;
        while (!all.IsEmpty)
        {
            CallStatus status = MessageReader.ReadItem(ref all, out ReadOnlyMemory<byte> item);
            try
            {
                if (status == CallStatus.Value)
                {
                    items.Add(Values.Decode<T>(item, context));
                }
                else
                {
                    (failures ??= []).Add(Values.Decode<RemoteFault>(item, context).ToException(Values));
                }
            }
            catch (Exception e)
            {
                (failures ??= []).Add(e);
            }
        }

        return ([.. items], failures);
    }
}
