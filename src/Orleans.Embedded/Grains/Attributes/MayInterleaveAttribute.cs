namespace Orleans.Concurrency;

/// <summary>A static predicate of the grain class decides call by call whether it may interleave.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class MayInterleaveAttribute : Attribute
{
    /// <summary>Names the predicate.</summary>
    /// <param name="callbackMethodName">A static method of the grain class that takes an <see cref="Serialization.Invocation.IInvokable"/> and returns <see langword="bool"/>.</param>
    public MayInterleaveAttribute(string callbackMethodName)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(callbackMethodName);
        CallbackMethodName = callbackMethodName;
    }

    internal string CallbackMethodName { get; }
}
