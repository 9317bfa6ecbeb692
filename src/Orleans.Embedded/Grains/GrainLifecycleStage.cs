namespace Orleans.Runtime;

/// <summary>The stages of an activation.</summary>
public static class GrainLifecycleStage
{
    /// <summary>Before all others.</summary>
    public const int First = int.MinValue;

    /// <summary>State is read.</summary>
    public const int SetupState = 1_000;

    /// <summary>The grain's own activation and deactivation.</summary>
    public const int Activate = 2_000;

    /// <summary>After all others.</summary>
    public const int Last = int.MaxValue;
}
