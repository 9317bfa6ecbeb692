using Orleans.Distributed.Calls;
using Orleans.Distributed.Functions;

namespace Orleans.Distributed.Tests.Functions;

/// <summary>Calls a kept function with an argument, and tells which delegate it was.</summary>
internal sealed class ReferencedInvocation(FunctionReference function, int argument) : Invocation<int>
{
    private readonly FunctionReference _function = function;
    private readonly int _argument = argument;

    public override string Name => _function.Name;

    public override ValueTask<int> InvokeAsync(IRunningCall call) => new(((Func<int, int>)_function.Resolve())(_argument));
}
