using System.Reflection;

namespace Orleans.Serialization.Invocation;

/// <summary>A call of a method of a grain, with its arguments.</summary>
public interface IInvokable : IDisposable
{
    /// <summary>Gets the object the call goes to, or <see langword="null"/> where it is sent from.</summary>
    /// <returns>The object.</returns>
    object? GetTarget();

    /// <summary>Gets the number of arguments.</summary>
    /// <returns>The number.</returns>
    int GetArgumentCount();

    /// <summary>Gets an argument.</summary>
    /// <param name="index">Its position.</param>
    /// <returns>Its value.</returns>
    object? GetArgument(int index);

    /// <summary>Replaces an argument.</summary>
    /// <param name="index">Its position.</param>
    /// <param name="value">Its value.</param>
    void SetArgument(int index, object value);

    /// <summary>Gets the name of the method.</summary>
    /// <returns>The name.</returns>
    string GetMethodName();

    /// <summary>Gets the name of the interface.</summary>
    /// <returns>The name.</returns>
    string GetInterfaceName();

    /// <summary>Gets the name of the call in traces.</summary>
    /// <returns>The name.</returns>
    string GetActivityName();

    /// <summary>Gets the method of the interface.</summary>
    /// <returns>The method.</returns>
    MethodInfo GetMethod();

    /// <summary>Gets the interface.</summary>
    /// <returns>The interface.</returns>
    Type GetInterfaceType();

    /// <summary>Gets the response timeout of the method, or <see langword="null"/> for the default.</summary>
    /// <returns>The timeout.</returns>
    TimeSpan? GetDefaultResponseTimeout();

    /// <summary>Gets the cancellation token among the arguments.</summary>
    /// <returns>The token, or the default token when there is none.</returns>
    CancellationToken GetCancellationToken();

    /// <summary>Cancels the call's cancellation token, where it runs.</summary>
    /// <returns>Whether it was cancelled.</returns>
    bool TryCancel();

    /// <summary>Gets whether the method takes a cancellation token.</summary>
    bool IsCancellable { get; }
}
