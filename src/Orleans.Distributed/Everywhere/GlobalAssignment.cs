using Orleans.Distributed.Calls;
using Orleans.Distributed.Serialization;

namespace Orleans.Distributed.Everywhere;

/// <summary>Gives a name a value where this runs.</summary>
internal sealed class GlobalAssignment<T>(string name, T value) : Invocation<Nothing>
{
    private readonly string _name = name;

    [PathName("the value")]
    private readonly T _value = value;

    public override string Name => $"the assignment of the global '{_name}'";

    public override bool IsSystem => true;

    public override ValueTask<Nothing> InvokeAsync(IRunningCall call)
    {
        Cluster.Current.Globals.Set(_name, _value);
        return default;
    }
}
