using System.Collections.Concurrent;

namespace Orleans.Runtime.Catalog;

/// <summary>The activations of a silo.</summary>
internal sealed class ActivationCatalog(SiloNode node, GrainClasses classes)
{
    private static readonly DeactivationReason Closing = new(DeactivationReasonCode.ShuttingDown, "The silo is shutting down.");

    private readonly ConcurrentDictionary<GrainId, Activation> _activations = new();
    private volatile bool _isClosed;

    public int Count => _activations.Count;

    public bool IsEmpty => _activations.IsEmpty;

    public Activation? Find(GrainId grainId) => _activations.GetValueOrDefault(grainId);

    /// <summary>Gets the activation of a grain, and makes it when there is none.</summary>
    /// <returns>The activation, or <see langword="null"/> when this silo has no class for it, or makes no activations any more.</returns>
    /// <param name="grainId">The grain.</param>
    /// <param name="toBegin">
    /// The activation if it was made now. The caller begins it, after it has given it the request that it was made for: its context is the one
    /// that the grain is activated in.
    /// </param>
    public Activation? GetOrCreate(GrainId grainId, out Activation? toBegin)
    {
        toBegin = null;
        if (_activations.TryGetValue(grainId, out Activation? existing))
        {
            return existing;
        }

        if (_isClosed || classes.Find(grainId.Type) is not { } grainClass)
        {
            return null;
        }

        var created = new Activation(node, grainId, grainClass);
        Activation winner = _activations.GetOrAdd(grainId, created);
        if (ReferenceEquals(winner, created))
        {
            toBegin = created;
            if (_isClosed)
            {
                // Closed since it was looked at above: whoever ends all activations may not have seen this one.
                created.Deactivate(Closing);
            }
        }

        return winner;
    }

    public void Remove(Activation activation) => _activations.TryRemove(KeyValuePair.Create(activation.GrainId, activation));

    public void CollectIdle(Func<GrainClass, TimeSpan?> ageOf)
    {
        long now = Environment.TickCount64;
        foreach (KeyValuePair<GrainId, Activation> entry in _activations)
        {
            if (ageOf(entry.Value.Class) is { } age)
            {
                entry.Value.CollectIfIdle(now, age);
            }
        }
    }

    /// <summary>Makes no activations any more; those that are there go on.</summary>
    public void Close() => _isClosed = true;

    /// <summary>Ends all activations, or stops waiting for them when the silo is killed: then their turns never run.</summary>
    public async Task DeactivateAllAsync(CancellationToken cancellationToken)
    {
        Activation[] all = [.. _activations.Values];
        foreach (Activation activation in all)
        {
            activation.Deactivate(Closing, cancellationToken);
        }

        Task deactivated = Task.WhenAll(all.Select(activation => activation.Deactivated));
        await Task.WhenAny(deactivated, node.Killed).WaitAsync(cancellationToken).ConfigureAwait(false);
    }
}
