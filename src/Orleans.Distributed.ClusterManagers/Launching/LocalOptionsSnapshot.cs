using Orleans.Distributed.Membership;

namespace Orleans.Distributed.Launching;

/// <summary>Checks options, and takes a copy that later changes do not reach.</summary>
internal static class LocalOptionsSnapshot
{
    /// <exception cref="ArgumentException">An option is not usable; the message names it.</exception>
    public static LocalOptions Of(LocalOptions options)
    {
        AddProcsOptionsSnapshot.Check(options);
        if (options.EnvironmentVariables.ContainsKey(StartupHookVariable.Name))
        {
            throw AddProcsOptionsSnapshot.Invalid(
                options,
                nameof(LocalOptions.EnvironmentVariables),
                $"has {StartupHookVariable.Name}, which local workers are started with; set it for this process, and they inherit it");
        }

        AddProcsOptionsSnapshot.CheckTimeout(options, nameof(LocalOptions.StartTimeout), options.StartTimeout, isZeroAllowed: false);
        AddProcsOptionsSnapshot.CheckTimeout(options, nameof(LocalOptions.StopTimeout), options.StopTimeout, isZeroAllowed: true);

        var copy = new LocalOptions
        {
            ServerGarbageCollection = options.ServerGarbageCollection,
            Output = options.Output,
            StartTimeout = options.StartTimeout,
            StopTimeout = options.StopTimeout,
        };
        AddProcsOptionsSnapshot.Copy(options, copy);
        return copy;
    }
}
