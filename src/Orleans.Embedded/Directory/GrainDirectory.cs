using System.Collections.Concurrent;
using Orleans.Runtime.Membership;
using Orleans.Runtime.Messaging;

namespace Orleans.Runtime.Directory;

/// <summary>The directory of grains as a silo sees it: a cache, and questions to the head.</summary>
internal sealed class GrainDirectory(SiloNode node)
{
    private const int CacheLimit = 1_000_000;

    private readonly ConcurrentDictionary<GrainId, SiloAddress> _cache = new();
    private readonly ConcurrentDictionary<ulong, DirectoryQuestion> _questions = new();
    private ulong _lastQuestion;
    private volatile bool _isOver;

    /// <summary>Where a grain is, if this silo knows.</summary>
    public SiloAddress? Recall(GrainId grainId) => node.Leader is { } leader ? leader.Find(grainId) : _cache.GetValueOrDefault(grainId);

    /// <summary>Notes where a grain is. In a silo that is about to stop it does not stay, and the head is asked each time.</summary>
    public void Remember(GrainId grainId, SiloAddress silo)
    {
        if (node.Leader is not null || node.Membership.Current.StatusOf(silo) != SiloStatus.Active)
        {
            return;
        }

        if (_cache.Count >= CacheLimit)
        {
            _cache.Clear();
        }

        _cache[grainId] = silo;

        // It may have stopped or died since it was looked at above, and been forgotten before it was noted.
        if (node.Membership.Current.StatusOf(silo) != SiloStatus.Active)
        {
            _cache.TryRemove(KeyValuePair.Create(grainId, silo));
        }
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
            : await Ask(ControlKind.Register, grainId, activation, AnswerDeadline()).ConfigureAwait(false);
        return owner ?? throw new SiloUnavailableException($"{node} is not a living member of the cluster any more, and activates no grain.");
    }

    /// <summary>Asks where a grain is.</summary>
    /// <returns>The silo, or <see langword="null"/> when the grain is nowhere.</returns>
    public ValueTask<SiloAddress?> LookupAsync(GrainId grainId) => node.Leader is { } leader
        ? new ValueTask<SiloAddress?>(leader.Find(grainId))
        : new ValueTask<SiloAddress?>(Ask(ControlKind.Lookup, grainId, default, AnswerDeadline()));

    /// <summary>Registers this silo as a gateway of a client.</summary>
    public void RegisterClient(GrainId client)
    {
        if (node.Leader is { } leader)
        {
            leader.RegisterClient(client, node.Address);
        }
        else
        {
            _ = Ask(ControlKind.Register, client, default, long.MaxValue);
        }
    }

    public void Unregister(GrainId grainId, ActivationId activation)
    {
        _cache.TryRemove(grainId, out _);
        if (node.Leader is not { } leader)
        {
            _ = Ask(ControlKind.Unregister, grainId, activation, long.MaxValue);
        }
        else if (ObserverIds.IsClientOrObserver(grainId))
        {
            leader.UnregisterClient(grainId, node.Address);
        }
        else
        {
            leader.Directory.Unregister(grainId, node.Address, activation);
        }
    }

    public void OnLocation(ref MessageReader reader)
    {
        ulong question = reader.ReadUInt64();
        string? silo = reader.ReadString();
        if (_questions.TryRemove(question, out DirectoryQuestion? asked))
        {
            asked.SetAnswer(silo is null ? null : SiloAddress.Parse(silo));
        }
    }

    /// <summary>Sends what was not answered over a new connection to the head, in order.</summary>
    public void Repeat(Connection head)
    {
        foreach (KeyValuePair<ulong, DirectoryQuestion> entry in _questions.OrderBy(entry => entry.Key))
        {
            entry.Value.IsSent = head.SendControl(entry.Value.Message);
        }
    }

    /// <summary>Sends what found no room before, and ends what was not answered in time. On the control thread.</summary>
    public void ExpireQuestions()
    {
        long now = Environment.TickCount64;
        foreach (KeyValuePair<ulong, DirectoryQuestion> entry in _questions)
        {
            DirectoryQuestion question = entry.Value;
            if (question.Deadline <= now)
            {
                _questions.TryRemove(entry);
                question.Fail(new TimeoutException($"The primary silo did not say within {node.Messaging.ResponseTimeout} where the grain is. It may be overloaded, or cut off."));
            }
            else if (!question.IsSent)
            {
                question.IsSent = node.Peers.Head is { } head && head.SendControl(question.Message);
            }
        }
    }

    /// <summary>The head is gone: nobody answers, now or later.</summary>
    public void FailQuestions()
    {
        _isOver = true;
        foreach (ulong question in _questions.Keys)
        {
            if (_questions.TryRemove(question, out DirectoryQuestion? asked))
            {
                asked.Fail(new SiloUnavailableException("The primary silo is gone, which keeps the directory of grains."));
            }
        }
    }

    private Task<SiloAddress?> Ask(ControlKind kind, GrainId grainId, ActivationId activation, long deadline)
    {
        ulong number = Interlocked.Increment(ref _lastQuestion);
        using MessageBuffer message = Question(kind, number, grainId, activation);
        var question = new DirectoryQuestion(message.Span.ToArray(), deadline);
        _questions[number] = question;

        // While there is no connection it waits for the next one.
        question.IsSent = node.Peers.Head is { } head && head.SendControl(question.Message);
        if (_isOver)
        {
            FailQuestions();
        }

        return question.Answer;
    }

    private long AnswerDeadline() => node.Messaging.ResponseTimeout > TimeSpan.Zero
        ? Environment.TickCount64 + (long)node.Messaging.ResponseTimeout.TotalMilliseconds
        : long.MaxValue;

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
