namespace Orleans.Distributed.Work;

/// <summary>
/// What a <see cref="WorkRun{TPiece, TReply}"/> does: how the work is cut into pieces, what a process does with a piece, and what
/// becomes of its answer.
/// </summary>
/// <typeparam name="TPiece">A piece of the work.</typeparam>
/// <typeparam name="TReply">What a process answers to a piece.</typeparam>
internal interface IWorkPlan<TPiece, TReply>
    where TPiece : class
{
    /// <summary>Whether so many results wait for somebody to take them that nothing new may begin.</summary>
    bool IsFull { get; }

    /// <summary>Takes the next piece; <see langword="null"/> when there is none. Never called twice at once.</summary>
    ValueTask<TPiece?> NextAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Has a process work on a piece. Ends when the process has done with it, also after <paramref name="cancellationToken"/>, and not
    /// before.
    /// </summary>
    Task<TReply> CallAsync(WorkerLease worker, TPiece piece, CancellationToken cancellationToken);

    /// <summary>
    /// Takes the answer. The process is given back when this ends or has to wait. What this throws is the failure of the whole work, with
    /// the index of the piece.
    /// </summary>
    /// <param name="pid">Who answers.</param>
    /// <param name="piece">The piece.</param>
    /// <param name="call">The call, which has ended.</param>
    ValueTask AcceptAsync(int pid, TPiece piece, Task<TReply> call);

    /// <summary>Where a piece begins, to find the first of several failures.</summary>
    long IndexOf(TPiece piece);

    /// <summary>A process is free, and there is nothing for it, while other processes have work: a chance to take some back.</summary>
    void Rebalance();
}
