namespace Orleans.Runtime;

/// <summary>An activation of a grain, or whatever else stands in its place.</summary>
public interface IGrainContext : IEquatable<IGrainContext>
{
    /// <summary>Gets a reference to the grain.</summary>
    GrainReference GrainReference { get; }

    /// <summary>Gets the identity of the grain.</summary>
    GrainId GrainId { get; }

    /// <summary>Gets the grain object, or <see langword="null"/> before it was created.</summary>
    object? GrainInstance { get; }

    /// <summary>Gets the identity of this activation.</summary>
    ActivationId ActivationId { get; }

    /// <summary>Gets where this activation is.</summary>
    GrainAddress Address { get; }

    /// <summary>Gets the services of this activation.</summary>
    IServiceProvider ActivationServices { get; }

    /// <summary>Gets the lifecycle of this activation.</summary>
    IGrainLifecycle ObservableLifecycle { get; }

    /// <summary>Gets a task that ends when this activation has ended.</summary>
    Task Deactivated { get; }

    /// <summary>Gets something that was attached with <see cref="SetComponent{TComponent}"/>, or that the grain implements.</summary>
    /// <typeparam name="TComponent">What it is known as.</typeparam>
    /// <returns>The component, or <see langword="null"/>.</returns>
    TComponent? GetComponent<TComponent>()
        where TComponent : class;

    /// <summary>Attaches something to this activation.</summary>
    /// <typeparam name="TComponent">What it is known as.</typeparam>
    /// <param name="value">The component; <see langword="null"/> removes it.</param>
    void SetComponent<TComponent>(TComponent? value)
        where TComponent : class;

    /// <summary>Begins to end this activation, once the calls it is working on are done.</summary>
    /// <param name="deactivationReason">Why.</param>
    /// <param name="cancellationToken">Cancelled when there is no more time.</param>
    void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default);
}
