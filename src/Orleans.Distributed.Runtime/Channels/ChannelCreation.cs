using Microsoft.Extensions.DependencyInjection;
using Orleans.Distributed.Calls;
using Orleans.Distributed.Membership;
using Orleans.Distributed.References;

namespace Orleans.Distributed.Channels;

/// <summary>Makes a channel at the process that runs this. Answers what is wrong with what a factory has made, or nothing.</summary>
internal sealed class ChannelCreation<T>(Rrid id, int capacity, Delegate? factory) : Invocation<string?>
{
    private readonly Rrid _id = id;
    private readonly int _capacity = capacity;
    private readonly Delegate? _factory = factory;

    public override string Name => _factory is null ? "the creation of a channel" : FunctionName.Of(_factory);

    public override bool IsSystem => _factory is null;

    /// <summary>Adds a channel to what a process owns.</summary>
    public static void Add(IServiceProvider services, Rrid id, ChannelBacking<T> backing)
    {
        ReferenceTable owned = services.GetRequiredService<ReferenceTable>();
        owned.Add(new ChannelEntry<T>(id, backing, services.GetRequiredService<LocalProcess>(), services.GetRequiredService<ProcessTable>()));
    }

    public override ValueTask<string?> InvokeAsync(IRunningCall call)
    {
        CallContext context = CallContext.Current ?? throw new InvalidOperationException("A channel is made by a call, in the process that will own it.");
        if (_factory is null)
        {
            Add(context.Services, _id, new ChannelStore<T>(_capacity));
            return default;
        }

        return MakeAsync(context);
    }

    private async ValueTask<string?> MakeAsync(CallContext context)
    {
        IRemoteChannel<T> channel;
        switch (await InvokeFactoryAsync())
        {
            case null:
                return "returned null";
            case System.Threading.Channels.Channel<T> { Reader: null } or System.Threading.Channels.Channel<T> { Writer: null }:
                return "returned a channel without a reader or without a writer";
            case System.Threading.Channels.Channel<T> made:
                channel = new SystemChannel<T>(made.Reader, made.Writer);
                break;
            case IRemoteChannel<T> made:
                channel = made;
                break;
            case var other:
                return $"returned a {other.GetType()}, which is no channel of {typeof(T)}";
        }

        var scheduler = context.Services.GetRequiredService<Scheduling.UserCodeScheduler>();
        Add(context.Services, _id, new CustomChannel<T>(channel, context.Process.Pid, scheduler));
        return null;
    }

    private async ValueTask<object?> InvokeFactoryAsync() => _factory switch
    {
        Func<System.Threading.Channels.Channel<T>> make => make(),
        Func<IRemoteChannel<T>> make => make(),
        Func<Task<System.Threading.Channels.Channel<T>>> make => await (make() ?? Task.FromResult<System.Threading.Channels.Channel<T>>(null!)),
        Func<Task<IRemoteChannel<T>>> make => await (make() ?? Task.FromResult<IRemoteChannel<T>>(null!)),
        _ => throw new InvalidOperationException($"A function of type {_factory!.GetType()} makes no channel."),
    };
}
