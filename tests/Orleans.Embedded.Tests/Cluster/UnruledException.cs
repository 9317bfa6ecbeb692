namespace Orleans.Embedded.Tests.Cluster;

/// <summary>Throws from the members that whoever handles an exception looks at.</summary>
public sealed class UnruledException : Exception
{
    public override string? StackTrace => throw new InvalidOperationException("on purpose");

    public override string Message => throw new InvalidOperationException("on purpose");

    public override string ToString() => throw new InvalidOperationException("on purpose");
}
