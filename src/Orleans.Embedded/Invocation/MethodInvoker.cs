namespace Orleans.Runtime.Invocation;

/// <summary>Calls a method of a grain object with the arguments of a struct.</summary>
/// <typeparam name="TArguments">The struct.</typeparam>
/// <param name="target">The grain object.</param>
/// <param name="arguments">The arguments.</param>
/// <returns>The task that the method returned; a completed one for a void method; a <see cref="Task{TResult}"/> when it has a result.</returns>
internal delegate Task MethodInvoker<TArguments>(object target, ref TArguments arguments);
