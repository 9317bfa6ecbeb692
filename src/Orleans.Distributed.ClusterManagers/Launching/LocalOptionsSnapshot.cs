using Orleans.Distributed.Membership;

namespace Orleans.Distributed.Launching;

/// <summary>Checks options, and takes a copy that later changes do not reach.</summary>
internal static class LocalOptionsSnapshot
{
    /// <exception cref="ArgumentException">An option is not usable; the message names it.</exception>
    public static LocalOptions Of(LocalOptions options)
    {
        LocalOptions copy = WithoutAsked(options);
        AddProcsOptionsSnapshot.Copy(options, copy);
        return copy;
    }

    /// <summary>The same without what the cluster asks for with each worker (<see cref="WorkerLaunch.Config"/>).</summary>
    /// <exception cref="ArgumentException">An option is not usable; the message names it.</exception>
    public static LocalOptions WithoutAsked(LocalOptions options)
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

        return new LocalOptions
        {
            ServerGarbageCollection = options.ServerGarbageCollection,
            Output = options.Output,
            StartTimeout = options.StartTimeout,
            StopTimeout = options.StopTimeout,
        };
    }

    /// <summary>What holds for one worker: the options of its manager, and over them what the cluster asked for when it was added.</summary>
    public static LocalOptions With(LocalOptions options, WorkerConfig asked)
    {
        var result = new LocalOptions
        {
            ServerGarbageCollection = options.ServerGarbageCollection,
            WorkingDirectory = asked.WorkingDirectory ?? options.WorkingDirectory,
            Executable = asked.Executable ?? options.Executable,
        };
        foreach (string argument in asked.RuntimeArguments.Count > 0 ? asked.RuntimeArguments : [.. options.RuntimeArguments])
            result.RuntimeArguments.Add(argument);
        foreach (var (name, value) in options.EnvironmentVariables.Concat(asked.EnvironmentVariables))
            result.EnvironmentVariables[name] = value;
        return result;
    }
}
