using System.Runtime.ExceptionServices;
using Orleans.Distributed.Messages;
using Orleans.Distributed.Peers;
using Orleans.Distributed.References;
using Orleans.Distributed.Serialization.Payloads;

namespace Orleans.Distributed.Functions;

/// <summary>
/// A function that another process has sent here to call it more than once. It is kept as long as that process holds on to it, which
/// is the rule for all references.
/// </summary>
/// <remarks>
/// The entry is made when the message arrives, so that calls that were sent after it find it; the function is read by the first call,
/// on a thread for user code.
/// </remarks>
internal sealed class FunctionEntry(Rrid id, MessageCodec codec, Peer sender, Payload body) : ReferenceEntry(id)
{
    private readonly Lock _reading = new();
    private Payload _body = body;
    private int _taken;
    private Delegate? _function;
    private ExceptionDispatchInfo? _failure;

    /// <summary>The function. When it cannot be read, every call hears why.</summary>
    public Delegate Read()
    {
        lock (_reading)
        {
            _failure?.Throw();
            if (_function is { } function)
            {
                return function;
            }

            if (!TryTake(out Payload bytes))
            {
                throw new FunctionLostException(Id);
            }

            try
            {
                return _function = codec.DecodeBody<ShippedFunction>(sender, bytes).Function;
            }
            catch (Exception e)
            {
                _failure = ExceptionDispatchInfo.Capture(e);
                throw;
            }
        }
    }

    public override ReferenceInfo Describe() => new(
        Id,
        ReferenceKind.Function,
        _function?.GetType().ToString(),
        Holders.ToArray(),
        Holders.TransferCount,
        IsSet: _function is not null,
        IsFailed: _failure is not null,
        Count: 1,
        Waiting: 0,
        Bytes: _body.IsEmpty ? null : _body.Length);

    public override void OnReleased()
    {
        base.OnReleased();
        if (TryTake(out Payload bytes))
        {
            // Nobody has called it. What it holds has arrived all the same.
            codec.Refuse(sender, bytes);
        }
    }

    public override void OnOwnerExited(ProcessExitedException exited)
    {
        // Nobody waits for a function.
    }

    private bool TryTake(out Payload bytes)
    {
        if (Interlocked.Exchange(ref _taken, 1) != 0)
        {
            bytes = default;
            return false;
        }

        bytes = _body;
        _body = default;
        return true;
    }
}
