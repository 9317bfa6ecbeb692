using System.Runtime.ExceptionServices;
using Orleans.Distributed.Serialization;
using Orleans.Runtime.Messaging;

namespace Orleans.Runtime.Invocation;

/// <content>How a request is answered. Each request is answered once.</content>
internal abstract partial class Request
{
    private ExceptionDispatchInfo? _unreadable;

    /// <summary>The method completed.</summary>
    public void Succeed(ClusterNode node)
    {
        if (LocalCaller is { } caller)
        {
            caller.OnRanHere(this);
            return;
        }

        if (Origin is not { } origin)
        {
            return;
        }

        origin.Forget(this);
        MessageBuffer buffer = Answers.Start(MessageKind.Result, OriginId);
        try
        {
            WriteResult(buffer, node);
        }
#pragma warning disable CA1031 // Whatever keeps the result from being written, the caller must learn of it.
        catch (Exception error)
#pragma warning restore CA1031
        {
            buffer.Dispose();
            Answers.SendError(origin, OriginId, error, node);
            return;
        }

        try
        {
            origin.Send(buffer, 0);
        }
        catch (ArgumentException tooLarge)
        {
            Answers.SendError(origin, OriginId, tooLarge, node);
        }
    }

    /// <summary>The method failed.</summary>
    public void Fail(Exception error, ClusterNode node)
    {
        if (LocalCaller is { } caller)
        {
            caller.OnFailedHere(error);
        }
        else if (Origin is { } origin)
        {
            origin.Forget(this);
            Answers.SendError(origin, OriginId, error, node);
        }
        else
        {
            node.LogUnobserved(this, error);
        }
    }

    /// <summary>The request will not run.</summary>
    public void Reject(RejectionKind kind, string reason, ClusterNode node)
    {
        Dispose();
        if (LocalCaller is { } caller)
        {
            caller.OnFailedHere(Rejections.ToException(kind, reason));
        }
        else if (Origin is { } origin)
        {
            origin.Forget(this);
            Answers.SendRejection(origin, OriginId, kind, reason);
        }
        else
        {
            node.LogUnobserved(this, Rejections.ToException(kind, reason));
        }
    }

    /// <summary>Reads what was left as bytes. What keeps it from being read is thrown now, and each time it is wanted again.</summary>
    public void Read(ClusterNode node)
    {
        _unreadable?.Throw();
        if (Unread is not { } payload)
        {
            return;
        }

        Unread = null;
        try
        {
            using (payload)
            {
                MessageCodec.ReadRequestBody(this, payload.Bytes.Slice(UnreadStart), HasUnreadContext, node, payload);
            }
        }
        catch (Exception error)
        {
            _unreadable = ExceptionDispatchInfo.Capture(error);
            throw;
        }
    }

    /// <summary>The context, for what has to know it before the request runs; <see langword="null"/> when there is none or it cannot be read.</summary>
    public Dictionary<string, object>? PeekContext(ClusterNode node)
    {
        if (Unread is not { } payload || !HasUnreadContext)
        {
            return Context;
        }

        try
        {
            return MessageCodec.ReadContext(payload.Bytes.Slice(UnreadStart), node);
        }
#pragma warning disable CA1031 // What keeps it from being read is the outcome of the request, when it runs.
        catch (Exception)
#pragma warning restore CA1031
        {
            return null;
        }
    }

    private void WriteResult(MessageBuffer buffer, ClusterNode node)
    {
        EncodeContext context = MessageCodec.RentEncode(node);
        ValueWriter writer = MessageCodec.Codec.StartMessage(buffer, context);
        try
        {
            WriteResult(ref writer);
            writer.Complete();
        }
        finally
        {
            writer.Dispose();
            MessageCodec.Return(context);
        }
    }
}
