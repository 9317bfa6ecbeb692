using Microsoft.Extensions.DependencyInjection;
using Orleans.Distributed.Calls;
using Orleans.Distributed.References;
using Orleans.Distributed.Scheduling;

namespace Orleans.Distributed.Functions;

/// <summary>
/// Stands for a function inside of an <see cref="Invocation"/>. What travels is the identity of the copy that the receiver keeps, and
/// not the function.
/// </summary>
internal sealed class FunctionReference
{
    private readonly Rrid _id;

    [NonSerialized]
    private Delegate? _function;

    /// <param name="id">The copy at the process that the reference is sent to; none for the own process.</param>
    /// <param name="function">The function, as its sender has it.</param>
    public FunctionReference(Rrid id, Delegate function)
    {
        _id = id;
        _function = function;
    }

    /// <summary>The name of the function, for messages.</summary>
    public string Name => _function is { } function ? FunctionName.Of(function) : "a function that was sent before";

    /// <summary>The function: in one process the same delegate each time.</summary>
    /// <exception cref="FunctionLostException">It is not kept here.</exception>
    public Delegate Resolve()
    {
        if (_function is { } known)
        {
            return known;
        }

        // Torn in the middle, it could be read by no later call either.
        using LibraryCode library = UserCodeThread.EnterLibrary();
        CallContext context = CallContext.Current ?? throw new InvalidOperationException("A function that was sent before is found by the call that names it.");
        ReferenceTable kept = context.Services.GetRequiredService<ReferenceTable>();
        return _function = kept.TryGet(_id, out ReferenceEntry? entry) && entry is FunctionEntry function
            ? function.Read()
            : throw new FunctionLostException(_id);
    }
}
