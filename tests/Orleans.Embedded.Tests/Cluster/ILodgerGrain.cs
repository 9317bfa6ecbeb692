namespace Orleans.Embedded.Tests.Cluster;

/// <summary>Lives where its caller is when that silo is active, else anywhere.</summary>
public interface ILodgerGrain : IGrainWithStringKey
{
    /// <summary>The address of its silo.</summary>
    Task<string> GetSilo();

    /// <inheritdoc cref="GetSilo"/>
    [ResponseTimeout("00:00:00.500")]
    Task<string> GetSiloSoon();
}
