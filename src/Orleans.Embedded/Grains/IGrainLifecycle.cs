namespace Orleans.Runtime;

/// <summary>The lifecycle of an activation, with the stages of <see cref="GrainLifecycleStage"/>.</summary>
public interface IGrainLifecycle : ILifecycleObservable;
