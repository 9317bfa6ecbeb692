using Orleans.Runtime.Invocation;

namespace Orleans.Runtime.Messaging;

/// <summary>An activation or observer of this process.</summary>
internal interface ICallTarget
{
    /// <summary>Whether code of the application decides by the arguments of a request when it may run.</summary>
    bool AsksForArguments { get; }

    /// <summary>Finds a method by its number.</summary>
    /// <returns>The method, or <see langword="null"/> when the target has none such.</returns>
    GrainMethod? FindMethod(ulong id);

    /// <summary>Takes a request; it runs when its turn comes.</summary>
    void Receive(Request request);

    /// <summary>Takes a request from the thread that reads from a link, on which it may run when that takes a moment only.</summary>
    void ReceiveOnReader(Request request) => Receive(request);
}
