namespace Orleans.Embedded.Tests.Networking;

/// <summary>Tests that measure the whole process, and so run alone.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class LinkStressCollection
{
    public const string Name = "Links under stress";
}
