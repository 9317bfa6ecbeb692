namespace Orleans;

/// <summary>The lifecycle of a client, with the stages of <see cref="ServiceLifecycleStage"/>.</summary>
#pragma warning disable CA1040 // It tells one lifecycle from another.
public interface IClusterClientLifecycle : ILifecycleObservable;
#pragma warning restore CA1040
