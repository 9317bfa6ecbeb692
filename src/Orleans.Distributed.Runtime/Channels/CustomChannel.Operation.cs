namespace Orleans.Distributed.Channels;

/// <content>What is under way, or waits for its turn.</content>
internal sealed partial class CustomChannel<T>
{
    private sealed class Operation(ChannelOperation kind)
    {
        /// <summary>Under the gate: user code runs for it, or has run.</summary>
        public bool HasBegun { get; set; }

        /// <summary>Under the gate, until it is done: the process that asked for it has died.</summary>
        public bool CallerIsGone { get; set; }

        /// <summary>Whether it need not be done when its caller has died, or does not want it any more. The others do not wait.</summary>
        public bool MayBeSkipped => kind is not (ChannelOperation.TryPut or ChannelOperation.PutBack or ChannelOperation.Close);

        public CancellationTokenSource Cancellation { get; } = new();

        public TaskCompletionSource<ChannelResult<T>> Result { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Cancel()
        {
            try
            {
                Cancellation.Cancel();
            }
            catch (AggregateException)
            {
                // What the channel had registered on the token failed, and nobody waits for that.
            }
        }
    }
}
