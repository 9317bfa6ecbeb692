using System.Runtime.CompilerServices;
using Orleans.Distributed.Calls;

namespace Orleans.Distributed.Channels;

/// <summary>An operation that waits.</summary>
internal sealed partial class ChannelStore<T>
{
    private sealed class Waiter(OperationKey key, ChannelOperation operation) : IHandOver
    {
        private readonly TaskCompletionSource<ChannelResult<T>> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _handingOver;
        private int _position;
        private StrongBox<ChannelResult<T>>? _end;

        public OperationKey Key { get; } = key;

        public ChannelOperation Operation { get; } = operation;

        /// <summary>What a putter wants to put.</summary>
        public T[] Items { get; init; } = [];

        /// <summary>How many items a taker wants at most.</summary>
        public int Max { get; init; } = 1;

        public Task<ChannelResult<T>> Task => _completion.Task;

        /// <summary>Whether all of a putter's items were put.</summary>
        public bool IsDrained => _position == Items.Length;

        public T Peek() => Items[_position];

        public void Advance() => _position++;

        public void BeginHandOver() => Interlocked.Increment(ref _handingOver);

        /// <summary>Called outside of the gate, when the taker has read the item.</summary>
        public void Delivered()
        {
            Interlocked.Decrement(ref _handingOver);
            EndIfDelivered();
        }

        /// <summary>
        /// A putter is done when all its items were put, or the rest never will be, and nobody still reads one from its hands.
        /// </summary>
        public void EndIfDelivered()
        {
            // Two may come here at once, one with the last item or the end and one with the last delivery: one of them sees both.
            Interlocked.MemoryBarrier();
            if (Volatile.Read(ref _handingOver) != 0)
            {
                return;
            }

            if (IsDrained)
            {
                _completion.TrySetResult(CallStatus.Done);
            }
            else if (Volatile.Read(ref _end) is { } end)
            {
                _completion.TrySetResult(end.Value);
            }
        }

        /// <summary>Ends it, whatever is left of its items. Under the gate, so that no other item is handed over meanwhile.</summary>
        public void End(ChannelResult<T> result)
        {
            result = _position == 0 ? result : result with { Count = _position };
            if (Volatile.Read(ref _handingOver) == 0)
            {
                _completion.TrySetResult(result);
                return;
            }

            Volatile.Write(ref _end, new(result));
            EndIfDelivered();
        }
    }
}
