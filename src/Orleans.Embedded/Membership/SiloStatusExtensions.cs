namespace Orleans.Runtime;

/// <summary>Questions about a <see cref="SiloStatus"/>.</summary>
public static class SiloStatusExtensions
{
    /// <summary>Whether the silo is leaving or gone.</summary>
    /// <param name="siloStatus">The status.</param>
    /// <returns>Whether it is.</returns>
    public static bool IsTerminating(this SiloStatus siloStatus) =>
        siloStatus is SiloStatus.ShuttingDown or SiloStatus.Stopping or SiloStatus.Dead;
}
