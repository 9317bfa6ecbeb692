namespace Orleans.Embedded.Tests.Cluster;

/// <summary>Blocks whoever reads it.</summary>
[GenerateSerializer]
public sealed class StallingException : Exception
{
    [Id(0)]
    public StallingValue? Value { get; set; }
}
