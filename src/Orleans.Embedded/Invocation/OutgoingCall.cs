using System.Reflection;
using Orleans.Serialization.Invocation;

namespace Orleans.Runtime.Invocation;

/// <summary>A call on its way through the outgoing filters.</summary>
internal sealed class OutgoingCall<TArguments, TResult>(
    GrainReference reference, Request<TArguments, TResult> request, IOutgoingGrainCallFilter[] filters) : IOutgoingGrainCallContext
    where TArguments : struct, IArguments
{
    private int _next;

    public IInvokable Request => request;

    public object Grain => reference;

    public GrainId? SourceId => SourceContext?.GrainId;

    public IGrainContext? SourceContext { get; } = RuntimeContext.Current;

    public GrainId TargetId => reference.GrainId;

    public GrainInterfaceType InterfaceType => request.Method.InterfaceType;

    public string InterfaceName => InterfaceType.ToString();

    public string MethodName => request.Method.Method.Name;

    public MethodInfo InterfaceMethod => request.Method.Method;

    public object? Result
    {
        get => request.BoxedResult;
        set => request.BoxedResult = value;
    }

    public async Task<TResult> RunAsync()
    {
        await Invoke().ConfigureAwait(true);
        return request.TypedResult!;
    }

    public async Task Invoke()
    {
        if (_next < filters.Length)
        {
            await filters[_next++].Invoke(this).ConfigureAwait(true);
            return;
        }

        if (_next++ > filters.Length)
        {
            throw new InvalidOperationException($"The call {request.Method} was invoked a second time. A filter may invoke a call once.");
        }

        request.TypedResult = await request.SendAsync(reference).ConfigureAwait(true);
    }
}
