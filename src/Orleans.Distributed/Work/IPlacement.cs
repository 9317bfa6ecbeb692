namespace Orleans.Distributed.Work;

/// <summary>Which process does the next piece of a work.</summary>
/// <typeparam name="TPiece">A piece of the work.</typeparam>
internal interface IPlacement<in TPiece>
{
    /// <summary>About how many processes there are.</summary>
    int Width { get; }

    /// <summary>Whether a process is free now.</summary>
    bool IsReady { get; }

    /// <summary>Waits for the process that is to do a piece, and takes it.</summary>
    /// <exception cref="InvalidOperationException">No process is left.</exception>
    ValueTask<int> TakeAsync(TPiece piece, CancellationToken cancellationToken);

    /// <summary>Gives the process back.</summary>
    void Return(int pid);
}
