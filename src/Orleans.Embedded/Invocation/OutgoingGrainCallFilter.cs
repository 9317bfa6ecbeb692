namespace Orleans;

/// <summary>A function as a filter.</summary>
internal sealed class OutgoingGrainCallFilter(OutgoingGrainCallFilterDelegate filter) : IOutgoingGrainCallFilter
{
    public Task Invoke(IOutgoingGrainCallContext context) => filter(context);
}
