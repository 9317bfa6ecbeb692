namespace Orleans.Distributed;

/// <summary>The streams that a worker writes to.</summary>
public enum WorkerOutputSource
{
    /// <summary>Standard output.</summary>
    StandardOutput,

    /// <summary>Standard error.</summary>
    StandardError,
}
