using System.Threading.Channels;

namespace Engine.Tests.Membership;

/// <summary>Hears of silos, and lets a test wait for what it heard.</summary>
public sealed class StatusRecorder : ISiloStatusListener
{
    private readonly Channel<(SiloAddress Silo, SiloStatus Status)> _heard =
        Channel.CreateUnbounded<(SiloAddress Silo, SiloStatus Status)>();

    public void SiloStatusChangeNotification(SiloAddress updatedSilo, SiloStatus status) => _heard.Writer.TryWrite((updatedSilo, status));

    /// <summary>Waits until it heard that the silo has the status.</summary>
    public async Task HeardAsync(SiloAddress silo, SiloStatus status)
    {
        using var limit = new CancellationTokenSource(Limits.Event);
        while (await _heard.Reader.ReadAsync(limit.Token) != (silo, status))
        {
        }
    }
}
