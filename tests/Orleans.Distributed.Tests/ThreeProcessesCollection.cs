namespace Orleans.Distributed.Tests;

[CollectionDefinition(nameof(ThreeProcesses))]
public sealed class ThreeProcessesCollection : ICollectionFixture<ThreeProcesses>;
