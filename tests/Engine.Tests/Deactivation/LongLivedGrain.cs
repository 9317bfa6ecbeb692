namespace Engine.Tests.Deactivation;

/// <summary>May idle much longer than the cluster's collection age. (Orleans takes less than a minute for one minute.)</summary>
[CollectionAgeLimit(Minutes = 60)]
public sealed class LongLivedGrain : IdleGrain, ILongLivedGrain;
