namespace Orleans.Runtime;

/// <summary>Something that runs once when a silo starts.</summary>
public interface IStartupTask
{
    /// <summary>Runs it. A failure ends the start of the silo.</summary>
    /// <param name="cancellationToken">Cancelled when the start is given up.</param>
    /// <returns>A task that ends when it has run.</returns>
    Task Execute(CancellationToken cancellationToken);
}
