using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime.Invocation;
using Orleans.Runtime.Messaging;
using Orleans.Runtime.Scheduling;

namespace Orleans.Runtime.Catalog;

/// <summary>One activation of a grain: the grain object, the requests that wait for it and run in it, and its life.</summary>
internal sealed partial class Activation : IGrainContext, ICallTarget, ITurnRunner, ICallChainReentrant
{
    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _deactivated = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TurnScheduler _scheduler;
    private ActivationState _state = ActivationState.Activating;
    private IServiceScope? _scope;
    private Dictionary<Type, object>? _components;
    private GrainReference? _reference;

    public Activation(SiloNode node, GrainId grainId, GrainClass grainClass)
    {
        Node = node;
        GrainId = grainId;
        Class = grainClass;
        _scheduler = new TurnScheduler(this);
        _lastUse = Environment.TickCount64;
    }

    public SiloNode Node { get; }

    public GrainClass Class { get; }

    public GrainId GrainId { get; }

    public ActivationId ActivationId { get; } = ActivationId.NewId();

    public object? GrainInstance { get; private set; }

    public GrainReference GrainReference => _reference ??= (GrainReference)Node.CreateReference(GrainId, typeof(IAddressable));

    public GrainAddress Address => new() { GrainId = GrainId, ActivationId = ActivationId, SiloAddress = Node.Address };

    public Task Deactivated => _deactivated.Task;

    public IGrainLifecycle ObservableLifecycle => Lifecycle;

    public IGrainContext Context => this;

    public IServiceProvider ActivationServices
    {
        get
        {
            if (_scope is null)
            {
                IServiceScope scope = Node.Services.CreateScope();
                scope.ServiceProvider.GetRequiredService<GrainContextHolder>().Context = this;
                if (Interlocked.CompareExchange(ref _scope, scope, null) is not null)
                {
                    scope.Dispose();
                }
            }

            return _scope.ServiceProvider;
        }
    }

    private GrainLifecycle Lifecycle => _lifecycle ??= new GrainLifecycle();

    // Read where the predicate is asked.
    public bool AsksForArguments => Class.HasInterleavePredicate;

    public GrainMethod? FindMethod(ulong id) => Class.FindMethod(id);

    public TComponent? GetComponent<TComponent>()
        where TComponent : class
    {
        lock (_lock)
        {
            if (_components is not null && _components.TryGetValue(typeof(TComponent), out object? component))
            {
                return (TComponent)component;
            }
        }

        return this as TComponent ?? GrainInstance as TComponent;
    }

    public void SetComponent<TComponent>(TComponent? value)
        where TComponent : class
    {
        lock (_lock)
        {
            if (value is null)
            {
                _components?.Remove(typeof(TComponent));
            }
            else
            {
                (_components ??= [])[typeof(TComponent)] = value;
            }
        }
    }

    public bool Equals(IGrainContext? other) => ReferenceEquals(this, other);

    public override bool Equals(object? obj) => ReferenceEquals(this, obj);

    public override int GetHashCode() => ActivationId.GetHashCode();

    public bool MayRunTurns(TurnScheduler scheduler, long now) => Node.Fence.MayRun(scheduler, now);

    public override string ToString() => $"{Class} ({GrainId}{ActivationId} at {Node.Address})";
}
