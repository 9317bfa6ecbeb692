namespace Orleans.Distributed.Scheduling;

/// <summary>Something that waits for a thread for user code.</summary>
/// <param name="Callback">What is run.</param>
/// <param name="State">Given to it.</param>
/// <param name="Owner">For whom, when it is a slice of a function.</param>
internal readonly record struct WorkItem(SendOrPostCallback Callback, object? State, SynchronizationContext? Owner);
