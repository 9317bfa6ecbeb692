using Orleans.Concurrency;
using Orleans.Distributed.Membership;
using Orleans.Distributed.Serialization.Payloads;

namespace Orleans.Distributed.Grains;

/// <summary>
/// A process as a place where functions run. The key is its pid. Messages from one process are taken in the order in which
/// they were sent.
/// </summary>
[Alias("od.IWorkerGrain")]
internal interface IWorkerGrain : IGrainWithIntegerKey
{
    /// <summary>Runs a function and answers when it has ended. May take days: the engine's timeout must not end it.</summary>
    [ResponseTimeout(GrainTimeouts.Never)]
    [return: Immutable]
    Task<Payload> Call([Immutable] Payload call);

    /// <summary>Runs a function whose result stays here, and answers when it has ended.</summary>
    [ResponseTimeout(GrainTimeouts.Never)]
    [return: Immutable]
    Task<Payload> StartAndWait([Immutable] Payload call);

    /// <summary>Starts a function whose result stays here, under the reference that the call names.</summary>
    [OneWay]
    Task Start([Immutable] Payload call);

    /// <summary>Starts a function whose result nobody wants.</summary>
    [OneWay]
    Task Do([Immutable] Payload call);

    /// <summary>
    /// As <see cref="Start"/>, and answers when the function has ended, without its result: for callers who can end it, and want to
    /// know how long.
    /// </summary>
    [ResponseTimeout(GrainTimeouts.Never)]
    [return: Immutable]
    Task<Payload> StartAndTell([Immutable] Payload call);

    /// <summary>As <see cref="Do"/>, and answers when the function has ended.</summary>
    [ResponseTimeout(GrainTimeouts.Never)]
    [return: Immutable]
    Task<Payload> DoAndTell([Immutable] Payload call);

    /// <summary>Keeps a function for its sender, which will call it more than once, under the reference that the request names.</summary>
    [OneWay]
    Task KeepFunction([Immutable] Payload function);

    /// <summary>Asks the function that <paramref name="caller"/> called with <paramref name="callId"/> to stop.</summary>
    [OneWay]
    Task Cancel(int caller, long callId);

    /// <summary>Stops the functions that run here now; the request says how. Answers when that is done.</summary>
    [ResponseTimeout(GrainTimeouts.Never)]
    [return: Immutable]
    Task<Payload> Interrupt([Immutable] Payload request);

    /// <summary>Tells that a function which <paramref name="pid"/> ran for this process failed, and nobody waits for it.</summary>
    [OneWay]
    Task ReportError(int pid, string function, [Immutable] Payload error);

    /// <summary>Changes who holds references that this process owns.</summary>
    [OneWay]
    Task UpdateReferences(int sender, [Immutable] byte[] batch);

    /// <summary>
    /// Changes who holds references of a process that <paramref name="sender"/> has no link to. Only the head is asked: it passes
    /// the change on, in the order in which it comes.
    /// </summary>
    [OneWay]
    Task RelayReferences(int owner, int sender, [Immutable] byte[] batch);

    /// <summary>Makes the connections to these processes now. Answers with those that could not be reached in that time.</summary>
    [ResponseTimeout(GrainTimeouts.Never)]
    Task<int[]> ConnectTo(int[] pids, TimeSpan limit);

    /// <summary>Answers, and thereby proves that there is a connection.</summary>
    [AlwaysInterleave]
    Task Greet();

    /// <summary>Asks the process to end: it is about to be taken out of the cluster.</summary>
    [OneWay]
    Task Leave();

    /// <summary>Tells the processes of the cluster. Answers when they are known here.</summary>
    Task ApplyMembership(MembershipSnapshot snapshot);

    /// <summary>
    /// Tells what has changed of the processes of the cluster. Answers with the version that is known here now: when it is older, a
    /// change was missed, and this one was not taken over.
    /// </summary>
    Task<long> ApplyMembershipChange(MembershipChange change);
}
