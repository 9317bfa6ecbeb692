namespace Orleans;

/// <summary>A function as a filter.</summary>
internal sealed class IncomingGrainCallFilter(IncomingGrainCallFilterDelegate filter) : IIncomingGrainCallFilter
{
    public Task Invoke(IIncomingGrainCallContext context) => filter(context);
}
