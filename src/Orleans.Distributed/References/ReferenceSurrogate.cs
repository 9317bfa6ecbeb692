using System.Collections.Concurrent;
using System.Reflection;
using Orleans.Distributed.Futures;
using Orleans.Distributed.Messages;
using Orleans.Distributed.Serialization;

namespace Orleans.Distributed.References;

/// <summary>
/// Sends handles: the receiver gets the one handle that its process has of the reference, and the owner learns who holds it before
/// the sender can let go of it.
/// </summary>
internal sealed class ReferenceSurrogate(Func<HandleContext> context) : IValueSurrogate
{
    private static readonly ConcurrentDictionary<Type, Func<HandleContext, Claim, ReferenceImage, RemoteReference>> Makers = new();

    public object? Replace(object value, EncodeContext message)
    {
        var reference = (RemoteReference)value;
        if (message.State is SnapshotHandles snapshot)
        {
            snapshot.Add(reference);
            return new ReferenceImage(reference.Id, reference.Where, TransferToken.None, null);
        }

        if (message.State is not TransferScope scope)
        {
            throw new UnsendableValueException($"A {value.GetType().Name} can only be sent by a remote call, a future or a channel, because its owner must learn who holds it.");
        }

        HandleContext here = context();
        Claim claim = ((IHandle)value).Claim;
        if (ValueOf(value) is null)
        {
            TransferToken token = here.Traffic.NewToken();
            if (here.Handles.TryBeginTransfer(reference, claim, token, scope.Receiver.Pid))
            {
                scope.Add(new HandleTransfer(reference.Id, reference.Where, token), () => here.Handles.WithdrawTransfer(reference, claim, token));
                return new ReferenceImage(reference.Id, reference.Where, token, null);
            }
        }

        // Asked again: a fetch that ended meanwhile has released the claim, and brought the value.
        return ValueOf(value) is { } known
            ? new ReferenceImage(reference.Id, reference.Where, TransferToken.None, known)
            : throw new ObjectDisposedException(value.GetType().Name, $"The handle of {reference.Id} was disposed and cannot be sent.");
    }

    public object Restore(object? replacement, Type type, DecodeContext message) =>
        Restore(replacement, (here, claim, image) => Maker(type)(here, claim, image), message);

    /// <summary>The handle that came, made by <paramref name="maker"/> if this process has none.</summary>
    public object Restore(object? replacement, Func<HandleContext, Claim, ReferenceImage, RemoteReference> maker, DecodeContext message)
    {
        if (replacement is not ReferenceImage { Id.IsNull: false } image)
        {
            throw new MalformedDataException("A handle came without its identity.");
        }

        if (message.State is SnapshotHandles snapshot)
        {
            return snapshot.Find(image.Id);
        }

        HandleContext here = context();
        Func<Claim, RemoteReference> make = claim => maker(here, claim, image);
        if (image.Value is not null)
        {
            return here.Handles.ReceiveComplete(image.Id, image.Where, image.Value.ToResult(), make);
        }

        (message.State as TransferArrival)?.MarkReceived(image.Token);
        return here.Handles.Receive(image.Id, image.Where, image.Token, make);
    }

    private static IFutureValue? ValueOf(object handle) => (handle as IFutureHandle)?.Value;

    private static Func<HandleContext, Claim, ReferenceImage, RemoteReference> Maker(Type type) => Makers.GetOrAdd(
        type,
        static t =>
        {
            string maker = t.GetGenericTypeDefinition() == typeof(Future<>) ? nameof(MakeFuture) : nameof(MakeChannel);
            return typeof(ReferenceSurrogate)
                .GetMethod(maker, BindingFlags.NonPublic | BindingFlags.Static)!
                .MakeGenericMethod(t.GetGenericArguments())
                .CreateDelegate<Func<HandleContext, Claim, ReferenceImage, RemoteReference>>();
        });

    private static Future<T> MakeFuture<T>(HandleContext context, Claim claim, ReferenceImage image) =>
        new Future<T>(context, claim, image.Id, image.Where, image.Value?.ToResult());

    private static RemoteChannel<T> MakeChannel<T>(HandleContext context, Claim claim, ReferenceImage image) =>
        new RemoteChannel<T>(context, claim, image.Id, image.Where);
}
