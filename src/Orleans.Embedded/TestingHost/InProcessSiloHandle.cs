using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Runtime;

namespace Orleans.TestingHost;

/// <summary>A silo that runs in this process.</summary>
public class InProcessSiloHandle : SiloHandle
{
    private int _stopped;

    internal InProcessSiloHandle(IHost host)
    {
        SiloHost = host;
        ILocalSiloDetails details = host.Services.GetRequiredService<ILocalSiloDetails>();
        Name = details.Name;
        SiloAddress = details.SiloAddress;
        GatewayAddress = details.GatewayAddress;
    }

    /// <summary>Gets the host of the silo.</summary>
    public IHost SiloHost { get; init; }

    /// <summary>Gets the services of the silo.</summary>
    public IServiceProvider ServiceProvider => SiloHost.Services;

    /// <inheritdoc/>
    public override bool IsActive => Volatile.Read(ref _stopped) == 0;

    /// <inheritdoc/>
    public override async Task StopSiloAsync(bool stopGracefully)
    {
        using var cancellation = new CancellationTokenSource();
        if (!stopGracefully)
        {
            await cancellation.CancelAsync().ConfigureAwait(false);
        }

        await StopSiloAsync(cancellation.Token).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override async Task StopSiloAsync(CancellationToken ct)
    {
        if (Interlocked.Exchange(ref _stopped, 1) != 0)
        {
            return;
        }

        try
        {
            await SiloHost.StopAsync(ct).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // The silo was told not to take its time, and did not.
        }
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await StopSiloAsync(stopGracefully: true).ConfigureAwait(false);
        if (SiloHost is IAsyncDisposable disposable)
        {
            await disposable.DisposeAsync().ConfigureAwait(false);
        }

        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            StopSiloAsync(stopGracefully: false).GetAwaiter().GetResult();
            SiloHost.Dispose();
        }

        base.Dispose(disposing);
    }
}
