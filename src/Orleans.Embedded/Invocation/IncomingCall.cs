using System.Reflection;
using Orleans.Runtime.Catalog;
using Orleans.Serialization.Invocation;

namespace Orleans.Runtime.Invocation;

/// <summary>A call on its way through the incoming filters, to a grain or observer.</summary>
internal sealed class IncomingCall(Request request, IGrainContext? targetContext, GrainClass? grainClass, IIncomingGrainCallFilter[] filters)
    : IIncomingGrainCallContext
{
    private int _next;

    public IInvokable Request => request;

    public object Grain => request.TargetObject!;

    public GrainId? SourceId => request.Source.IsDefault ? null : request.Source;

    public GrainId TargetId => request.Target;

    public GrainInterfaceType InterfaceType => request.Method.InterfaceType;

    public string InterfaceName => InterfaceType.ToString();

    public string MethodName => request.Method.Method.Name;

    public MethodInfo InterfaceMethod => request.Method.Method;

    public IGrainContext TargetContext => targetContext!;

    public MethodInfo ImplementationMethod => grainClass?.ImplementationOf(InterfaceMethod) ?? InterfaceMethod;

    public object? Result
    {
        get => request.BoxedResult;
        set => request.BoxedResult = value;
    }

    /// <summary>Runs filters and method. The type of the task tells that the result was taken out of the method's own.</summary>
    public async Task<IncomingCall> RunAsync()
    {
        await RunFiltersAsync().ConfigureAwait(true);
        return this;
    }

    public Task Invoke() => RunFiltersAsync();

    private async Task RunFiltersAsync()
    {
        int step = _next++;
        if (step < filters.Length)
        {
            await filters[step].Invoke(this).ConfigureAwait(true);
        }
        else if (step == filters.Length && grainClass is { FiltersCalls: true })
        {
            await ((IIncomingGrainCallFilter)Grain).Invoke(this).ConfigureAwait(true);
        }
        else if (step <= filters.Length + 1)
        {
            _next = int.MaxValue;
            Task task = request.Run();
            await task.ConfigureAwait(true);
            request.TakeResult(task);
        }
        else
        {
            throw new InvalidOperationException($"The call {request.Method} was invoked a second time. A filter may invoke a call once.");
        }
    }
}
