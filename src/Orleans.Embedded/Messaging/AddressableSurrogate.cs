using Orleans.Distributed.Serialization;
using Orleans.Runtime.Invocation;

namespace Orleans.Runtime.Messaging;

/// <summary>References travel as the identity of the grain and the name of the interface; grains themselves as references.</summary>
internal sealed class AddressableSurrogate : IValueSurrogate
{
    public object? Replace(object value, EncodeContext context) => value switch
    {
        GrainReference reference => new[] { reference.GrainId.Type.ToString(), reference.GrainId.Key.ToString(), NameOf(reference) },
        IGrainBase { GrainContext: { } activation } => new[] { activation.GrainId.Type.ToString(), activation.GrainId.Key.ToString(), string.Empty },
        _ => throw new UnsendableValueException(
            $"A {value.GetType()} cannot be sent. To let grains call it, pass the reference that IGrainFactory.CreateObjectReference makes of it."),
    };

    public object Restore(object? replacement, Type type, DecodeContext context)
    {
        var parts = (string[])replacement!;
        var id = GrainId.Create(parts[0], parts[1]);
        var node = (ClusterNode)context.State!;
        Type interfaceType = type.IsInterface ? type : typeof(IAddressable);
        if (parts[2].Length > 0)
        {
            Type sent = TypeNames.TypeOf(parts[2]);
            interfaceType = interfaceType.IsAssignableFrom(sent) ? sent : interfaceType;
        }

        return node.CreateReference(id, interfaceType);
    }

    private static string NameOf(GrainReference reference) => reference.Interface is { } known ? TypeNames.NameOf(known.Type) : string.Empty;
}
