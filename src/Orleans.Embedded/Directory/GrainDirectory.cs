using System.Collections.Concurrent;
using Orleans.Runtime.Membership;
using Orleans.Runtime.Messaging;

namespace Orleans.Runtime.Directory;

/// <summary>The directory of grains as a silo sees it: a cache, and questions to the head.</summary>
internal sealed class GrainDirectory(SiloNode node)
{
    private const int CacheLimit = 1_000_000;

    private readonly ConcurrentDictionary<GrainId, SiloAddress> _cache = new();
    private readonly ConcurrentDictionary<ulong, TaskCompletionSource<SiloAddress?>> _questions = new();
    private ulong _lastQuestion;

    /// <summary>Where a grain is, if this silo knows.</summary>
    public SiloAddress? Recall(GrainId grainId) => node.Leader is { } leader ? leader.Directory.Find(grainId) : _cache.GetValueOrDefault(grainId);

    /// <summary>Notes where a grain is.</summary>
    public void Remember(GrainId grainId, SiloAddress silo)
    {
        if (node.Leader is not null || node.Membership.Current.StatusOf(silo) == SiloStatus.Dead)
        {
            return;
        }

        if (_cache.Count >= CacheLimit)
        {
            _cache.Clear();
        }

        _cache[grainId] = silo;
    }

    /// <summary>Forgets what was on silos that are not active any more.</summary>
    public void Forget(ClusterView view)
    {
        foreach (KeyValuePair<GrainId, SiloAddress> entry in _cache)
        {
            if (view.StatusOf(entry.Value) != SiloStatus.Active)
            {
                _cache.TryRemove(entry);
            }
        }
    }

    public void Forget(GrainId grainId) => _cache.TryRemove(grainId, out _);

    /// <summary>Registers an activation of this silo.</summary>
    /// <returns>The silo whose activation is the one.</returns>
    public async ValueTask<SiloAddress> RegisterAsync(GrainId grainId, ActivationId activation)
    {
        SiloAddress? owner = node.Leader is { } leader
            ? leader.Register(grainId, node.Address, activation)
            : await AskAsync(ControlKind.Register, grainId, activation).ConfigureAwait(false);
        return owner ?? throw new SiloUnavailableException($"{node} is not a living member of the cluster any more, and activates no grain.");
    }

    /// <summary>Asks where a grain is.</summary>
    /// <returns>The silo, or <see langword="null"/> when the grain is nowhere.</returns>
    public ValueTask<SiloAddress?> LookupAsync(GrainId grainId) => node.Leader is { } leader
        ? new ValueTask<SiloAddress?>(leader.Directory.Find(grainId))
        : new ValueTask<SiloAddress?>(AskAsync(ControlKind.Lookup, grainId, default));

    public void Unregister(GrainId grainId, ActivationId activation)
    {
        _cache.TryRemove(grainId, out _);
        if (node.Leader is { } leader)
        {
            leader.Directory.Unregister(grainId, node.Address, activation);
            return;
        }

        using MessageBuffer message = Question(ControlKind.Unregister, 0, grainId, activation);
        node.Peers.Head?.SendControl(message.Span);
    }

    public void OnLocation(ref MessageReader reader)
    {
        ulong question = reader.ReadUInt64();
        string? silo = reader.ReadString();
        if (_questions.TryRemove(question, out TaskCompletionSource<SiloAddress?>? source))
        {
            source.TrySetResult(silo is null ? null : SiloAddress.Parse(silo));
        }
    }

    /// <summary>The head is gone: nobody answers.</summary>
    public void FailQuestions()
    {
        foreach (ulong question in _questions.Keys)
        {
            if (_questions.TryRemove(question, out TaskCompletionSource<SiloAddress?>? source))
            {
                source.TrySetException(new SiloUnavailableException("The primary silo is gone, which keeps the directory of grains."));
            }
        }
    }

    private Task<SiloAddress?> AskAsync(ControlKind kind, GrainId grainId, ActivationId activation)
    {
        ulong question = Interlocked.Increment(ref _lastQuestion);
        var source = new TaskCompletionSource<SiloAddress?>(TaskCreationOptions.RunContinuationsAsynchronously);
        _questions[question] = source;
        using MessageBuffer message = Question(kind, question, grainId, activation);
        if (node.Peers.Head is not { } head || !head.SendControl(message.Span))
        {
            FailQuestions();
        }

        return source.Task;
    }

    private static MessageBuffer Question(ControlKind kind, ulong question, GrainId grainId, ActivationId activation)
    {
        MessageBuffer message = MessageBuffer.Rent();
        message.WriteByte((byte)kind);
        message.WriteUInt64(question);
        message.WriteGrainId(grainId);
        message.WriteBytes(activation.Key.ToByteArray());
        return message;
    }
}
