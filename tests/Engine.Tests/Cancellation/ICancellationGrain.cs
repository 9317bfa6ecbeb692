namespace Engine.Tests.Cancellation;

public interface ICancellationGrain : IGrainWithStringKey
{
    /// <summary>Signals "entered" and works until the token is cancelled, which it signals as "cancelled".</summary>
    Task WorkUntilCancelled(CancellationToken cancellationToken = default);

    ValueTask<int> WorkUntilCancelledAsValueTask(int argument, CancellationToken cancellationToken);

    /// <summary>Has another grain work with the same token.</summary>
    Task WorkThrough(ICancellationGrain target, CancellationToken cancellationToken);

    /// <summary>Does not look at its token: waits for "open", then signals "done".</summary>
    Task IgnoreToken(CancellationToken cancellationToken);

    /// <summary>Returns a value although it was cancelled.</summary>
    Task<int> AnswerAllTheSame(CancellationToken cancellationToken);

    Task<int> Add(int left, int right, CancellationToken cancellationToken);
}
