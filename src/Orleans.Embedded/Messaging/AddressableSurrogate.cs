using Orleans.Distributed.Serialization;
using Orleans.Runtime.Catalog;
using Orleans.Runtime.Invocation;

namespace Orleans.Runtime.Messaging;

/// <summary>References travel as the identity of the grain and the name of the interface; grains themselves as references.</summary>
internal sealed class AddressableSurrogate : IValueSurrogate
{
    private const int FixedParts = 2;

    public object? Replace(object value, EncodeContext context) => value switch
    {
        GrainReference reference => Parts(reference.GrainId, reference.Interface?.Types ?? []),
        IGrainBase { GrainContext: { } activation } grain =>
            Parts(activation.GrainId, Array.FindAll(grain.GetType().GetInterfaces(), GrainClasses.IsGrainInterface)),
        _ => throw new UnsendableValueException(
            $"A {value.GetType()} cannot be sent. To let grains call it, pass the reference that IGrainFactory.CreateObjectReference makes of it."),
    };

    public object Restore(object? replacement, Type type, DecodeContext context)
    {
        var parts = (string[])replacement!;
        var id = GrainId.Create(parts[0], parts[1]);
        var node = (ClusterNode)context.State!;
        return parts.Length == FixedParts
            ? node.CreateReference(id, typeof(IAddressable))
            : GrainInterfaces.Get(Array.ConvertAll(parts[FixedParts..], Orleans.Runtime.Invocation.TypeNames.TypeOf)).CreateProxy(node, id);
    }

    // The reference must fit where the receiver puts it, so it says all the interfaces that it has.
    private static string[] Parts(GrainId id, Type[] interfaces) =>
        [id.Type.ToString(), id.Key.ToString(), .. Array.ConvertAll(interfaces, Orleans.Runtime.Invocation.TypeNames.NameOf)];
}
