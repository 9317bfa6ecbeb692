using System.Collections.Concurrent;
using System.Reflection;
using Orleans.Distributed.Grains;

namespace Orleans.Distributed.Tests.Membership;

/// <summary>A factory that has worker grains only, which note what they are told.</summary>
public class WorkerGrains : DispatchProxy
{
    private Func<int, object, Task<long>> _answer = (_, _) => CutOff;

    /// <summary>As from one that has just died.</summary>
    internal static Task<long> CutOff => Task.FromException<long>(new IOException("cut off"));

    /// <summary>Makes the factory.</summary>
    /// <param name="told">What the grains are told: changes and snapshots.</param>
    /// <param name="answer">What the grain of a pid answers.</param>
    internal static IGrainFactory Create(ConcurrentQueue<(int Pid, object Word)> told, Func<int, object, Task<long>> answer)
    {
        IGrainFactory factory = Create<IGrainFactory, WorkerGrains>();
        ((WorkerGrains)(object)factory)._answer = (pid, word) =>
        {
            told.Enqueue((pid, word));
            return answer(pid, word);
        };
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
        ((Worker)(object)grain).Answer = word => _answer((int)(long)args![0]!, word);
        return grain;
    }

    /// <summary>A worker grain.</summary>
    public class Worker : DispatchProxy
    {
        internal Func<object, Task<long>> Answer { get; set; } = _ => CutOff;

        /// <inheritdoc/>
        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod!.Name switch
        {
            nameof(IWorkerGrain.ApplyMembership) or nameof(IWorkerGrain.ApplyMembershipChange) => Answer(args![0]!),
            _ => throw new NotSupportedException(targetMethod.ToString()),
        };
    }
}
