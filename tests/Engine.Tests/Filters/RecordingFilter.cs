namespace Engine.Tests.Filters;

/// <summary>Records what passes between a caller and a <see cref="FilteredGrain"/>.</summary>
public sealed class RecordingFilter(string name) : IIncomingGrainCallFilter, IOutgoingGrainCallFilter
{
    public Task Invoke(IIncomingGrainCallContext context) => InvokeAsync(context);

    public Task Invoke(IOutgoingGrainCallContext context) => InvokeAsync(context);

    private async Task InvokeAsync(IGrainCallContext context)
    {
        if (context.InterfaceMethod.DeclaringType != typeof(IFilteredGrain))
        {
            await context.Invoke();
            return;
        }

        var probe = Probe.Of(context.TargetId.Key.ToString()!);
        probe.Record($"{name} before");
        await context.Invoke();
        probe.Record($"{name} after");
    }
}
