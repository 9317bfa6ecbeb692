using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.ConstrainedExecution;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace Orleans.Distributed.Serialization.Refusals;

/// <summary>What belongs to one process and cannot be sent, by the type or any base type or interface of it.</summary>
internal static class RefusedTypes
{
    private static readonly Refusal OpenResource = new(
        "it is an open resource of this process", "Send its contents, or what is needed to open it over there (a path, an address)");
    private static readonly Refusal Execution = new("it is work that runs in this process", "Await it and send its result");
    private static readonly Refusal Synchronization = new(
        "it synchronizes threads of this process", "Create it in the function that runs over there, or use a RemoteChannel or a Future");
    private static readonly Refusal Native = new(
        "it is an address or a handle that means nothing elsewhere", "Send the data it stands for");
    private static readonly Refusal Code = new(
        "it is part of the code that this process has loaded", "Send a type or a function of it instead");
    private static readonly Refusal Sequence = new("it is a sequence that is still being computed", "Call ToArray() first");
    private static readonly Refusal Expression = new(
        "expression trees are not sent", "Send a lambda: declare the parameter as Func<...> or Action<...>");
    private static readonly Refusal Cancellation = new(
        "it is a cancellation signal of this process",
        "Take a CancellationToken parameter in the function instead; it is cancelled with the call");
    private static readonly Refusal Services = new(
        "it creates objects of this process", "Send the data, and resolve the services over there");
    private static readonly Refusal Environment = new(
        "it stands for this process or a part of the operating system", "Send what is needed to find it over there (an id, a name)");

    private static readonly (Type Type, Refusal Refusal)[] ByType =
    [
        (typeof(Stream), OpenResource), (typeof(TextReader), OpenResource), (typeof(TextWriter), OpenResource),
        (typeof(BinaryReader), OpenResource), (typeof(BinaryWriter), OpenResource), (typeof(Task), Execution), (typeof(Thread), Execution),
        (typeof(IAsyncStateMachine), Execution), (typeof(System.Collections.Concurrent.BlockingCollection<>), Synchronization), (typeof(TaskScheduler), Execution), (typeof(SynchronizationContext), Execution),
        (typeof(ExecutionContext), Execution), (typeof(IAsyncResult), Execution), (typeof(TaskCompletionSource), Execution),
        (typeof(TaskCompletionSource<>), Execution), (typeof(ValueTask), Execution), (typeof(ValueTask<>), Execution),
        (typeof(Timer), Execution), (typeof(ITimer), Execution), (typeof(PeriodicTimer), Execution), (typeof(WaitHandle), Synchronization),
        (typeof(Lock), Synchronization), (typeof(SemaphoreSlim), Synchronization), (typeof(ManualResetEventSlim), Synchronization),
        (typeof(ReaderWriterLockSlim), Synchronization), (typeof(ReaderWriterLock), Synchronization), (typeof(Barrier), Synchronization), (typeof(CountdownEvent), Synchronization),
        (typeof(ThreadLocal<>), Synchronization), (typeof(AsyncLocal<>), Synchronization), (typeof(SpinLock), Synchronization),
        (typeof(CancellationTokenSource), Cancellation), (typeof(CancellationToken), Cancellation), (typeof(CancellationTokenRegistration), Cancellation),
        (typeof(nint), Native), (typeof(nuint), Native), (typeof(Pointer), Native), (typeof(SafeHandle), Native), (typeof(CriticalFinalizerObject), Native),
        (typeof(GCHandle), Native), (typeof(HandleRef), Native), (typeof(RuntimeTypeHandle), Native), (typeof(RuntimeMethodHandle), Native),
        (typeof(RuntimeFieldHandle), Native), (typeof(ArgIterator), Native), (typeof(TypedReference), Native), (typeof(WeakReference), Native),
        (typeof(WeakReference<>), Native), (typeof(ConditionalWeakTable<,>), Native), (typeof(Assembly), Code), (typeof(Module), Code),
        (typeof(AppDomain), Code), (typeof(AssemblyLoadContext), Code), (typeof(ParameterInfo), Code), (typeof(Binder), Code),
        (typeof(System.Linq.Expressions.Expression), Expression), (typeof(System.Linq.IQueryable), Sequence), (typeof(IServiceProvider), Services),
        (typeof(System.Diagnostics.Process), Environment), (typeof(System.Diagnostics.ProcessModule), Environment),
        (typeof(System.Reflection.MemberInfo), Code), (typeof(System.Collections.IEnumerator), Sequence),
    ];

    private static readonly HashSet<string> ByName = new(StringComparer.Ordinal)
    {
        "System.Net.Sockets.Socket", "System.Net.Sockets.TcpClient", "System.Net.Sockets.TcpListener", "System.Net.Sockets.UdpClient",
        "System.Net.Http.HttpMessageInvoker", "System.Net.Http.HttpContent", "System.Net.HttpListener", "System.Net.Http.HttpMessageHandler",
        "System.IO.Pipelines.PipeReader", "System.IO.Pipelines.PipeWriter", "System.IO.Pipelines.Pipe", "System.Threading.Channels.Channel`1", "System.Threading.Channels.Channel`2",
        "System.Threading.Channels.ChannelReader`1", "System.Threading.Channels.ChannelWriter`1", "System.Diagnostics.Activity",
        "System.Data.Common.DbConnection", "System.Data.Common.DbCommand", "System.Data.Common.DbDataReader", "System.Security.Cryptography.HashAlgorithm",
        "System.Security.Cryptography.X509Certificates.X509Certificate", "System.Security.Cryptography.AsymmetricAlgorithm",
        "System.Security.Cryptography.RandomNumberGenerator", "System.Security.Cryptography.SymmetricAlgorithm", "System.IO.FileSystemWatcher",
        "Microsoft.Extensions.Logging.ILogger", "Microsoft.Extensions.Logging.ILoggerFactory", "Microsoft.Extensions.Hosting.IHost", "Microsoft.Extensions.DependencyInjection.IServiceScope",
    };

    /// <summary>Says why a type does not travel; <see langword="null"/> when nothing speaks against it.</summary>
    public static Refusal? Find(Type type)
    {
        if (type.IsPointer || type.IsFunctionPointer || type.IsByRef || type.IsByRefLike)
        {
            return Native;
        }

        if (type.IsCOMObject)
        {
            return OpenResource;
        }

        foreach (Type ancestor in Ancestors(type))
        {
            Type named = ancestor.IsGenericType ? ancestor.GetGenericTypeDefinition() : ancestor;
            foreach ((Type refused, Refusal refusal) in ByType)
            {
                if (refused == named && Applies(refused, type))
                {
                    return refusal;
                }
            }

            if (named.FullName is { } name && ByName.Contains(name))
            {
                return OpenResource;
            }
        }

        return HasFinalizer(type)
            ? new Refusal("it has a finalizer, so it holds something that belongs to this process", "Send the data it stands for")
            : null;
    }

    // An enumerator that somebody wrote may be plain data; those of iterators and of the system hold a position in something.
    private static bool Applies(Type refused, Type type)
        => refused != typeof(System.Collections.IEnumerator)
            || type.Name.Contains('<', StringComparison.Ordinal)
            || type.Assembly == typeof(object).Assembly;

    private static IEnumerable<Type> Ancestors(Type type)
    {
        for (Type? current = type; current is not null; current = current.BaseType)
        {
            yield return current;
        }

        foreach (Type implemented in type.GetInterfaces())
        {
            yield return implemented;
        }
    }

    private static bool HasFinalizer(Type type)
        => !type.IsValueType && !type.IsInterface
            && type.GetMethod("Finalize", BindingFlags.Instance | BindingFlags.NonPublic, []) is { } finalizer
            && finalizer.GetBaseDefinition().DeclaringType == typeof(object) && finalizer.DeclaringType != typeof(object);
}
