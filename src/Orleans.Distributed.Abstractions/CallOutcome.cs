namespace Orleans.Distributed;

/// <summary>What is known of a call whose process is gone.</summary>
public enum CallOutcome
{
    /// <summary>The function certainly did not run. Calling again elsewhere is safe.</summary>
    NotStarted,

    /// <summary>The function may have run, wholly or in part. Call again only if it is safe to repeat.</summary>
    MayHaveRun,
}
