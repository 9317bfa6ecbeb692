namespace Orleans;

/// <summary>Runs around every call that goes out.</summary>
public interface IOutgoingGrainCallFilter
{
    /// <summary>Runs around a call. It goes on with <see cref="IGrainCallContext.Invoke"/>.</summary>
    /// <param name="context">The call.</param>
    /// <returns>A task that ends when the call is done.</returns>
    Task Invoke(IOutgoingGrainCallContext context);
}
