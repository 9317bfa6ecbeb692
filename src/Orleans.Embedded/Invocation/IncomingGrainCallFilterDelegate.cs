namespace Orleans;

/// <summary>An <see cref="IIncomingGrainCallFilter"/> as a function.</summary>
/// <param name="context">The call.</param>
/// <returns>A task that ends when the call is done.</returns>
public delegate Task IncomingGrainCallFilterDelegate(IIncomingGrainCallContext context);
