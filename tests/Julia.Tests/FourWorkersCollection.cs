namespace Orleans.Distributed.Julia;

[CollectionDefinition(nameof(FourWorkers))]
public sealed class FourWorkersCollection : ICollectionFixture<FourWorkers>;
