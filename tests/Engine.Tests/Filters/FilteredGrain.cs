namespace Engine.Tests.Filters;

/// <summary>Filters its own calls too.</summary>
public sealed class FilteredGrain : Grain, IFilteredGrain, IIncomingGrainCallFilter
{
    private Probe Probe => Probe.Of(this.GetPrimaryKeyString());

    public async Task Invoke(IIncomingGrainCallContext context)
    {
        Probe.Record("grain before");
        await context.Invoke();
        Probe.Record("grain after");
        if (context.Result is "own secret") context.Result = "nothing to tell";
    }

    public Task<int> Add(int left, int right)
    {
        Probe.Record("method");
        return Task.FromResult(left + right);
    }

    public Task<string> Say(string text) => Task.FromResult(text);

    public Task Fail(string message) => throw new InvalidOperationException(message);

    public Task<int> AddThrough(IFilteredGrain next, int left, int right) => next.Add(left, right);
}
