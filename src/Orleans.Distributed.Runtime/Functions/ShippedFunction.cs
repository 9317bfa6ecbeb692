using Orleans.Distributed.Serialization;

namespace Orleans.Distributed.Functions;

/// <summary>A function on its way to a process that is to keep it.</summary>
internal sealed class ShippedFunction(Delegate function)
{
    [PathName]
    private readonly Delegate _function = function;

    public Delegate Function => _function;
}
