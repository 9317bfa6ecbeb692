using Orleans.Runtime;

namespace Orleans.Embedded.Tests.Cluster;

public sealed class ScribeGrain : Grain, IScribeGrain
{
    private Dictionary<string, object> _ofActivation = [];

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _ofActivation = RequestContext.Entries.ToDictionary();
        return Task.CompletedTask;
    }

    public Task Overwrite(string key)
    {
        ((int[])RequestContext.Get(key)!)[0] = -1;
        return Task.CompletedTask;
    }

    public Task<object?> GetOfActivation(string key) => Task.FromResult(_ofActivation.GetValueOrDefault(key));
}
