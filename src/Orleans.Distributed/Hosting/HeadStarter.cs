using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Orleans.Distributed.Hosting;

/// <summary>Starts a cluster whose head is this program.</summary>
internal static class HeadStarter
{
    public static async Task<ICluster> StartAsync(DistributedOptions options, CancellationToken cancellationToken)
    {
        Validate(options);
        var identity = new ClusterIdentity(
            $"distributed-{Guid.NewGuid():N}",
            options.ClusterCookie is { } cookie ? Encoding.UTF8.GetBytes(cookie) : RandomNumberGenerator.GetBytes(32),
            options.FailureDetection,
            options.JoinTimeout);
        IHost host = ProcessHost.Build(new ProcessSettings { Pid = 1, Identity = identity }, silo => EngineHosting.ConfigureHead(silo, identity));
        try
        {
            await host.StartAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await ProcessHost.StopAsync(host).ConfigureAwait(false);
            throw;
        }

        var cluster = host.Services.GetRequiredService<DistributedCluster>();
        cluster.StopHost = () => ProcessHost.StopAsync(host);
        return cluster;
    }

    private static void Validate(DistributedOptions options)
    {
        var errors = new List<ValidationResult>();
        if (!Validator.TryValidateObject(options, new ValidationContext(options), errors, validateAllProperties: true))
        {
            throw new OptionsValidationException(
                nameof(DistributedOptions), typeof(DistributedOptions), errors.Select(e => e.ErrorMessage ?? "An option is out of range."));
        }
    }
}
