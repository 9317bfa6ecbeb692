namespace Orleans;

/// <summary>Runs around every call that comes in, in the turn of the grain. A grain class may implement it too.</summary>
public interface IIncomingGrainCallFilter
{
    /// <summary>Runs around a call. It goes on with <see cref="IGrainCallContext.Invoke"/>.</summary>
    /// <param name="context">The call.</param>
    /// <returns>A task that ends when the call is done.</returns>
    Task Invoke(IIncomingGrainCallContext context);
}
