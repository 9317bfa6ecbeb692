using System.Collections.Frozen;
using Orleans.Runtime.Catalog;
using Orleans.Runtime.Invocation;
using Orleans.Runtime.Messaging;

namespace Orleans.Runtime;

/// <summary>An object that grains can call. It is held weakly, and its calls run one after the other.</summary>
internal sealed class ObserverTarget : ICallTarget
{
    private readonly ClusterNode _node;
    private readonly GrainId _id;
    private readonly WeakReference<IGrainObserver> _observer;
    private readonly FrozenDictionary<ulong, GrainMethod> _methods;
    private readonly Queue<Request> _waiting = new();
    private bool _running;

    public ObserverTarget(ClusterNode node, GrainId id, IGrainObserver observer)
    {
        _node = node;
        _id = id;
        _observer = new WeakReference<IGrainObserver>(observer);
        var methods = new Dictionary<ulong, GrainMethod>();
        foreach (Type type in observer.GetType().GetInterfaces())
        {
            if (GrainClasses.IsGrainInterface(type))
            {
                foreach (GrainMethod method in GrainInterfaces.Get(type).Methods)
                {
                    methods[method.Id] = method;
                }
            }
        }

        _methods = methods.ToFrozenDictionary();
    }

    public bool AsksForArguments => false;

    public GrainMethod? FindMethod(ulong id) => _methods.GetValueOrDefault(id);

    public void Receive(Request request)
    {
        lock (_waiting)
        {
            _waiting.Enqueue(request);
            if (_running)
            {
                return;
            }

            _running = true;
        }

        ThreadPool.UnsafeQueueUserWorkItem(static target => _ = target.RunAsync(), this, preferLocal: false);
    }

    public override string ToString() => $"observer {_id}";

    private async Task RunAsync()
    {
        while (true)
        {
            Request? request;
            lock (_waiting)
            {
                if (!_waiting.TryDequeue(out request))
                {
                    _running = false;
                    return;
                }
            }

            try
            {
                await RunAsync(request).ConfigureAwait(false);
            }
#pragma warning disable CA1031 // The requests behind it must run.
            catch (Exception error)
#pragma warning restore CA1031
            {
                _node.LogObserverFailed(error);
            }
        }
    }

    private async Task RunAsync(Request request)
    {
        if (!_observer.TryGetTarget(out IGrainObserver? observer))
        {
            _node.Observers.Remove(_id);
            request.Reject(RejectionKind.Refused, $"The object behind {this} is gone. Keep a reference to an object for as long as grains call it.", _node);
            return;
        }

        try
        {
            request.Read(_node);
            RequestContext.Current = request.Context;
            request.TargetObject = observer;
            if (_node.IncomingFilters.Length > 0)
            {
                await new IncomingCall(request, null, null, _node.IncomingFilters).RunAsync().ConfigureAwait(false);
            }
            else
            {
                Task task = request.Run();
                await task.ConfigureAwait(false);
                request.TakeResult(task);
            }
        }
#pragma warning disable CA1031 // What the observer throws is the outcome of the call.
        catch (Exception error)
#pragma warning restore CA1031
        {
            request.Fail(error, _node);
            return;
        }

        request.Succeed(_node);
    }
}
