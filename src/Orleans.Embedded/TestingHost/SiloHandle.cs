using Orleans.Runtime;

namespace Orleans.TestingHost;

/// <summary>A silo of a <see cref="TestCluster"/>.</summary>
public abstract class SiloHandle : IDisposable, IAsyncDisposable
{
    /// <summary>Gets or sets the options of the cluster.</summary>
    public TestClusterOptions? ClusterOptions { get; set; }

    /// <summary>Gets or sets the number of the silo in the cluster, from 0 on.</summary>
    public short InstanceNumber { get; set; }

    /// <summary>Gets or sets the name of the silo.</summary>
    public string Name { get; set; } = string.Empty;

    /// <summary>Gets or sets the address of the silo.</summary>
    public SiloAddress SiloAddress { get; set; } = SiloAddress.Zero;

    /// <summary>Gets or sets the address of its gateway.</summary>
    public SiloAddress GatewayAddress { get; set; } = SiloAddress.Zero;

    /// <summary>Gets whether the silo runs.</summary>
    public abstract bool IsActive { get; }

    /// <summary>Stops the silo.</summary>
    /// <param name="stopGracefully">Whether it may end its work and take leave; otherwise it vanishes.</param>
    /// <returns>A task that ends when it has stopped.</returns>
    public abstract Task StopSiloAsync(bool stopGracefully);

    /// <summary>Stops the silo.</summary>
    /// <param name="ct">Cancelled when it must not take longer.</param>
    /// <returns>A task that ends when it has stopped.</returns>
    public abstract Task StopSiloAsync(CancellationToken ct);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();

    /// <inheritdoc/>
    public override string ToString() => SiloAddress.ToString();

    /// <summary>Frees what the silo holds.</summary>
    /// <param name="disposing">Whether it is disposed, not finalized.</param>
    protected virtual void Dispose(bool disposing)
    {
    }
}
