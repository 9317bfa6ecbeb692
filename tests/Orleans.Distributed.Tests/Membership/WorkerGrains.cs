using System.Collections.Concurrent;
using System.Reflection;
using Orleans.Distributed.Grains;
using Orleans.Distributed.Membership;

namespace Orleans.Distributed.Tests.Membership;

/// <summary>A factory that has worker grains only, which note what they are told.</summary>
public class WorkerGrains : DispatchProxy
{
    private ConcurrentQueue<(int Pid, MembershipSnapshot Snapshot)> _told = new();

    /// <summary>Makes the factory.</summary>
    /// <param name="told">What the grains are told.</param>
    internal static IGrainFactory Create(ConcurrentQueue<(int Pid, MembershipSnapshot Snapshot)> told)
    {
        IGrainFactory factory = Create<IGrainFactory, WorkerGrains>();
        ((WorkerGrains)(object)factory)._told = told;
        return factory;
    }

    /// <inheritdoc/>
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (targetMethod!.Name != nameof(IGrainFactory.GetGrain) || targetMethod.ReturnType != typeof(IWorkerGrain))
        {
            throw new NotSupportedException(targetMethod.ToString());
        }

        IWorkerGrain grain = Create<IWorkerGrain, Worker>();
        ((Worker)(object)grain).Told = snapshot => _told.Enqueue(((int)(long)args![0]!, snapshot));
        return grain;
    }

    /// <summary>A worker grain.</summary>
    public class Worker : DispatchProxy
    {
        internal Action<MembershipSnapshot> Told { get; set; } = _ => { };

        /// <inheritdoc/>
        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            if (targetMethod!.Name != nameof(IWorkerGrain.ApplyMembership))
            {
                throw new NotSupportedException(targetMethod.ToString());
            }

            Told((MembershipSnapshot)args![0]!);

            // As from one that has just died: that must not keep the grain from its work.
            return Task.FromException(new IOException("cut off"));
        }
    }
}
