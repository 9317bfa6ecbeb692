namespace Orleans;

/// <summary>The stages of a silo and of a client.</summary>
public static class ServiceLifecycleStage
{
    /// <summary>Before all others.</summary>
    public const int First = int.MinValue;

    /// <summary>The runtime makes itself ready.</summary>
    public const int RuntimeInitialize = 2_000;

    /// <summary>Networking and membership start.</summary>
    public const int RuntimeServices = 4_000;

    /// <summary>Storage starts.</summary>
    public const int RuntimeStorageServices = 6_000;

    /// <summary>Services for grains start.</summary>
    public const int RuntimeGrainServices = 8_000;

    /// <summary>After the services for grains.</summary>
    public const int AfterRuntimeGrainServices = 8_100;

    /// <summary>Services of the application start.</summary>
    public const int ApplicationServices = 10_000;

    /// <summary>The silo becomes a member that others may call.</summary>
    public const int BecomeActive = Active - 1;

    /// <summary>The silo is active.</summary>
    public const int Active = 20_000;

    /// <summary>After all others.</summary>
    public const int Last = int.MaxValue;
}
