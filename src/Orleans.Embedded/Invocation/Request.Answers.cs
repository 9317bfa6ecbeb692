using Orleans.Distributed.Serialization;
using Orleans.Runtime.Messaging;

namespace Orleans.Runtime.Invocation;

/// <content>How a request is answered. Each request is answered once.</content>
internal abstract partial class Request
{
    /// <summary>Hands the request to its target.</summary>
    public void Deliver(ICallTarget target) => target.Receive(this);

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

    /// <summary>Reads arguments that were left as bytes.</summary>
    public void ReadUnreadArguments(ClusterNode node)
    {
        if (UnreadArguments is not { } payload)
        {
            return;
        }

        UnreadArguments = null;
        using (payload)
        {
            MessageCodec.ReadRequestBody(this, payload.Bytes.Slice(UnreadArgumentsStart), hasContext: false, node);
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
