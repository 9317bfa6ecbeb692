namespace Orleans.Runtime.Directory;

/// <summary>What a silo asked or told the head, and was not answered yet.</summary>
/// <param name="message">The control message; it is sent again over the next connection, so the head must not mind it twice.</param>
/// <param name="deadline">When waiting ends, in milliseconds of <see cref="Environment.TickCount64"/>.</param>
internal sealed class DirectoryQuestion(byte[] message, long deadline)
{
    private readonly TaskCompletionSource<SiloAddress?> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public byte[] Message => message;

    public long Deadline => deadline;

    /// <summary>Whether a connection took it.</summary>
    public bool IsSent { get; set; }

    public Task<SiloAddress?> Answer => _answer.Task;

    public void SetAnswer(SiloAddress? silo) => _answer.TrySetResult(silo);

    public void Fail(Exception error)
    {
        _answer.TrySetException(error);

        // What is only told has nobody who looks at the outcome.
        _ = _answer.Task.Exception;
    }
}
