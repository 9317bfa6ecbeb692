using Orleans.Distributed.Calls;

namespace Orleans.Distributed.Everywhere;

/// <summary>Takes the values of names away where this runs.</summary>
internal sealed class GlobalRemoval(string[] names) : Invocation<Nothing>
{
    private readonly string[] _names = names;

    public override string Name => "the removal of globals";

    public override bool IsSystem => true;

    public override ValueTask<Nothing> InvokeAsync(IRunningCall call)
    {
        foreach (string name in _names)
        {
            Cluster.Current.Globals.Remove(name);
        }

        return default;
    }
}
