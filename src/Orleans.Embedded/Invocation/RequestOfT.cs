using Orleans.Distributed.Serialization;
using Orleans.Runtime.Messaging;

namespace Orleans.Runtime.Invocation;

/// <inheritdoc/>
/// <typeparam name="TArguments">The struct of its arguments.</typeparam>
/// <typeparam name="TResult">Its result; <see cref="VoidResult"/> when it has none.</typeparam>
internal sealed class Request<TArguments, TResult>(GrainMethod<TArguments, TResult> method) : Request(method)
    where TArguments : struct, IArguments
{
    private readonly GrainMethod<TArguments, TResult> _method = method;

    private TArguments _arguments;
    private TResult? _result;

    public Request(GrainMethod<TArguments, TResult> method, in TArguments arguments)
        : this(method) => _arguments = arguments;

    public override object? BoxedResult
    {
        get => typeof(TResult) == typeof(VoidResult) ? null : _result;
        set
        {
            if (typeof(TResult) != typeof(VoidResult))
            {
                _result = (TResult?)value;
            }
        }
    }

    public TResult? TypedResult
    {
        get => _result;
        set => _result = value;
    }

    /// <summary>Sends the call, for outgoing filters that have let it pass.</summary>
    public Task<TResult> SendAsync(GrainReference reference) => reference.Runtime.Send(reference, _method, ref _arguments);

    public override Task Run() => _method.Invoker(TargetObject!, ref _arguments) ?? throw NoTask();

    public override void TakeResult(Task completed)
    {
        if (typeof(TResult) != typeof(VoidResult))
        {
            _result = ((Task<TResult>)completed).GetAwaiter().GetResult();
        }
    }

    public override void WriteArguments(ref ValueWriter writer) => _arguments.Write(ref writer, Method.LeftOutOfMessages);

    public override void ReadArguments(ref ValueReader reader) => _arguments.Read(ref reader, Method.LeftOutOfMessages);

    public override void WriteResult(ref ValueWriter writer)
    {
        if (typeof(TResult) != typeof(VoidResult))
        {
            writer.Write(_result!);
        }
    }

    public override void CopyArguments(ClusterNode node)
    {
        if (!Method.AllArgumentsImmutable)
        {
            MessageCodec.Copy(ref _arguments, Method.LeftOutOfCopies, node);
        }
    }

    public override void GiveResult(PendingCall caller, ClusterNode node)
    {
        TResult result = _result!;
        if (typeof(TResult) != typeof(VoidResult) && !Method.ResultIsImmutable)
        {
            result = MessageCodec.Copy(result, node);
        }

        caller.As<TResult>().SetResult(result);
    }

    public override int GetArgumentCount() => TArguments.Count;

    public override object? GetArgument(int index) => _arguments.Get(index);

    public override void SetArgument(int index, object value) => _arguments.Set(index, value);

    private InvalidOperationException NoTask() =>
        new($"{Method.Method.DeclaringType}.{Method.Method.Name} of a {TargetObject!.GetType()} returned null instead of a task.");
}
