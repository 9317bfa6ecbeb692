using System.Diagnostics;
using System.Runtime.CompilerServices;
using Orleans.Runtime.Invocation;
using Orleans.Runtime.Messaging;

namespace Orleans.Runtime.Catalog;

/// <content>Which requests run, and which wait.</content>
internal sealed partial class Activation
{
    private LinkedList<Request>? _waiting;
    private Dictionary<Guid, int>? _openChains;
    private int _running;
    private int _runningExclusive;
    private int _runningReaders;
    private int _waitingJumpers;
    private bool _isAskWanted;
    private long _lastUse;

    public void Receive(Request request)
    {
        bool tooMany = false;
        lock (_lock)
        {
            if (_state == ActivationState.Valid && MayStart(request))
            {
                Start(request);
                return;
            }

            if (_state != ActivationState.Ended)
            {
                int limit = Node.MaxEnqueuedRequests;
                tooMany = limit > 0 && _waiting?.Count >= limit;
                if (!tooMany)
                {
                    (_waiting ??= new LinkedList<Request>()).AddLast(request);
                    _waitingJumpers += MayJump(request) ? 1 : 0;
                    if (_state == ActivationState.Valid && Class.HasInterleavePredicate)
                    {
                        _scheduler.Post(() => AskPredicate([request]));
                    }

                    return;
                }
            }
        }

        if (tooMany)
        {
            request.Reject(RejectionKind.Refused, $"{Node.MaxEnqueuedRequests} requests wait for {this}, and SiloMessagingOptions.MaxEnqueuedRequestsHardLimit allows no more.", Node);
            return;
        }

        Node.Route(new RoutableCall(request, Node));
    }

    public void ReceiveOnReader(Request request)
    {
        if (Class.IsReentrant && request.Unread is null && Node.ShortTurns.Contains(request.Method.Method) && TryCount(request))
        {
            _scheduler.RunOrPost(request);
        }
        else
        {
            Receive(request);
        }
    }

    public void RunTurn(Request request)
    {
        Task task;
        try
        {
            request.Read(Node);
            if (request.Context is { } context)
            {
                RequestContext.Current = context;
            }

            request.TargetObject = GrainInstance;
            task = Node.IncomingFilters.Length > 0 || Class.FiltersCalls
                ? new IncomingCall(request, this, Class, Node.IncomingFilters).RunAsync()
                : request.Run();
        }
#pragma warning disable CA1031 // What the grain throws is the outcome of the call.
        catch (Exception error)
#pragma warning restore CA1031
        {
            Finish(request, error);
            return;
        }

        if (task.IsCompleted)
        {
            Finish(request, task);
        }
        else if (request.Method.ResultIsImmutable && task is not Task<IncomingCall>)
        {
            // Nothing can change the result while it is encoded, wherever that is.
            task.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(() => FinishOutsideOfTurns(request, task));
        }
        else
        {
            // In a turn of this activation: the result is encoded or copied while no other turn can change what it holds.
            task.GetAwaiter().UnsafeOnCompleted(() => Finish(request, task));
        }
    }

    public void OnTurnFailed(Exception error) => Node.LogTurnFailed(this, error);

    public void OnEnterReentrantSection(Guid reentrancyId)
    {
        lock (_lock)
        {
            _openChains ??= [];
            _openChains[reentrancyId] = _openChains.GetValueOrDefault(reentrancyId) + 1;
            if (_state == ActivationState.Valid)
            {
                StartWaiting();
            }
        }
    }

    public void OnExitReentrantSection(Guid reentrancyId)
    {
        lock (_lock)
        {
            int count = (_openChains?.GetValueOrDefault(reentrancyId) ?? 0) - 1;
            if (count > 0)
            {
                _openChains![reentrancyId] = count;
            }
            else
            {
                _openChains?.Remove(reentrancyId);
            }
        }
    }

    // Whether a request may run although one that came before it waits.
    private static bool MayJump(Request request) => (request.Method.Flags & (MethodFlags.ReadOnly | MethodFlags.AlwaysInterleave)) != 0;

    private static bool IsReader(Request request) => (request.Method.Flags & MethodFlags.ReadOnly) != 0;

    // On any thread, where an exception would end the process.
    private void FinishOutsideOfTurns(Request request, Task task)
    {
        try
        {
            Finish(request, task);
        }
#pragma warning disable CA1031 // See above. What a turn throws is logged likewise.
        catch (Exception error)
#pragma warning restore CA1031
        {
            OnTurnFailed(error);
        }
    }

    private void Finish(Request request, Task task)
    {
        if (!task.IsCompletedSuccessfully)
        {
            Finish(request, ErrorOf(task));
            return;
        }

        try
        {
            if (task is not Task<IncomingCall>)
            {
                request.TakeResult(task);
            }

            request.Succeed(Node);
        }
        finally
        {
            OnEnded(request);
        }
    }

    private void Finish(Request request, Exception error)
    {
        if (error is Storage.InconsistentStateException { IsOfThisActivation: true } outdated)
        {
            // The state in memory is not the one in storage, so the next call begins with what is there.
            outdated.IsOfThisActivation = false;
            Deactivate(new DeactivationReason(DeactivationReasonCode.ApplicationError, error, "The state of the grain was changed by another writer."));
        }

        try
        {
            request.Fail(error, Node);
        }
        finally
        {
            OnEnded(request);
        }
    }

    private static Exception ErrorOf(Task task)
    {
        if (task.Exception?.InnerException is { } error)
        {
            return error;
        }

        try
        {
            task.GetAwaiter().GetResult();
            throw new UnreachableException();
        }
        catch (OperationCanceledException cancelled)
        {
            return cancelled;
        }
    }

    private void OnEnded(Request request)
    {
        lock (_lock)
        {
            _running--;
            _runningExclusive -= IsExclusive(request) ? 1 : 0;
            _runningReaders -= IsReader(request) && !Interleaves(request) ? 1 : 0;
            _lastUse = Environment.TickCount64;
            if (_state == ActivationState.Valid)
            {
                StartWaiting();
            }
            else if (_state == ActivationState.Deactivating && _running == 0)
            {
                BeginCleanUp();
            }
        }
    }

    // Under the lock.
    private void StartWaiting()
    {
        if (_waiting is null or { Count: 0 })
        {
            return;
        }

        // The first in line, and then whatever may run beside it. Looking through the whole line is for the rare cases only.
        bool searchAll = _waitingJumpers > 0 || _openChains is { Count: > 0 };
        LinkedListNode<Request>? node = _waiting.First;
        while (node is not null)
        {
            LinkedListNode<Request>? following = node.Next;
            Request request = node.Value;
            if (MayStart(request))
            {
                _waiting.Remove(node);
                _waitingJumpers -= MayJump(request) ? 1 : 0;
                Start(request);
            }
            else if (!searchAll)
            {
                break;
            }

            node = following;
        }

        if (Class.HasInterleavePredicate && _waiting.Count > 0 && !_isAskWanted)
        {
            _isAskWanted = true;
            _scheduler.Post(AskPredicateOfAll);
        }
    }

    private void AskPredicateOfAll()
    {
        Request[] waiting;
        lock (_lock)
        {
            _isAskWanted = false;
            waiting = _waiting is null ? [] : [.. _waiting];
        }

        AskPredicate(waiting);
    }

    // In a turn of its own: the predicate is code of the application, and so is what reads its arguments. Neither runs under the lock, nor on
    // the thread that reads from a link.
    private void AskPredicate(Request[] waiting)
    {
        foreach (Request request in waiting)
        {
            if (!MayInterleave(request))
            {
                continue;
            }

            lock (_lock)
            {
                if (_state == ActivationState.Valid && _waiting is not null && _waiting.Remove(request))
                {
                    _waitingJumpers -= MayJump(request) ? 1 : 0;
                    Start(request);
                }
            }
        }
    }

    // What cannot be read, or a predicate that throws, has not said yes.
    private bool MayInterleave(Request request)
    {
        try
        {
            request.Read(Node);
            return Class.MayInterleave(request);
        }
#pragma warning disable CA1031 // See above. It is the outcome of the request, when its turn comes.
        catch (Exception)
#pragma warning restore CA1031
        {
            return false;
        }
    }

    // Under the lock.
    private bool MayStart(Request request)
    {
        if (_running == 0 || Interleaves(request))
        {
            return true;
        }

        if (_runningExclusive == 0 && (_runningReaders == 0 || IsReader(request)))
        {
            return true;
        }

        return _openChains is { Count: > 0 } && _openChains.ContainsKey(request.ReentrancyId);
    }

    private bool TryCount(Request request)
    {
        lock (_lock)
        {
            if (_state != ActivationState.Valid || !MayStart(request))
            {
                return false;
            }

            Count(request);
            return true;
        }
    }

    // Under the lock.
    private void Start(Request request)
    {
        Count(request);
        _scheduler.Post(request);
    }

    // Under the lock.
    private void Count(Request request)
    {
        _running++;
        _runningExclusive += IsExclusive(request) ? 1 : 0;
        _runningReaders += IsReader(request) && !Interleaves(request) ? 1 : 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Interleaves(Request request) => Class.IsReentrant || (request.Method.Flags & MethodFlags.AlwaysInterleave) != 0;

    private bool IsExclusive(Request request) => !Interleaves(request) && !IsReader(request);
}
