using Orleans.Runtime.Invocation;
using Orleans.Runtime.Messaging;

namespace Orleans.Runtime;

/// <summary>A reference to a grain or observer: the base of the proxies through which calls are made.</summary>
public class GrainReference : IAddressable, IEquatable<GrainReference>
{
    private readonly GrainInterface? _interface;

    internal GrainReference(GrainReferenceRuntime runtime, GrainId grainId, GrainInterface? grainInterface)
    {
        Runtime = runtime;
        GrainId = grainId;
        _interface = grainInterface;
    }

    /// <summary>Gets the identity of the grain.</summary>
    public GrainId GrainId { get; }

    /// <summary>Gets the name of the interface; the default value when the reference has none.</summary>
    public GrainInterfaceType InterfaceType => _interface?.Name ?? default;

    /// <summary>Gets the name of the interface as text.</summary>
    public virtual string InterfaceName => InterfaceType.ToString();

    /// <summary>Where the grain was found last; for the runtime.</summary>
    internal Route? Route { get; set; }

    internal GrainReferenceRuntime Runtime { get; }

    internal GrainInterface? Interface => _interface;

    /// <summary>Makes a reference of another interface to the same grain.</summary>
    /// <typeparam name="TGrainInterface">The interface.</typeparam>
    /// <returns>The reference.</returns>
    public virtual TGrainInterface Cast<TGrainInterface>()
        where TGrainInterface : IAddressable => (TGrainInterface)Cast(typeof(TGrainInterface));

    /// <summary>Gets a hash that is the same in every process.</summary>
    /// <returns>The hash.</returns>
    public uint GetUniformHashCode() => GrainId.GetUniformHashCode();

    /// <inheritdoc/>
    public bool Equals(GrainReference? other) => other is not null && GrainId.Equals(other.GrainId);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as GrainReference);

    /// <inheritdoc/>
    public override int GetHashCode() => GrainId.GetHashCode();

    /// <inheritdoc/>
    public sealed override string ToString() => $"GrainReference:{GrainId}";

    /// <summary>Compares by identity.</summary>
    /// <param name="reference1">One reference.</param>
    /// <param name="reference2">The other.</param>
    /// <returns>Whether both refer to the same grain.</returns>
    public static bool operator ==(GrainReference? reference1, GrainReference? reference2) =>
        reference1 is null ? reference2 is null : reference1.Equals(reference2);

    /// <summary>Compares by identity.</summary>
    /// <param name="reference1">One reference.</param>
    /// <param name="reference2">The other.</param>
    /// <returns>Whether they refer to different grains.</returns>
    public static bool operator !=(GrainReference? reference1, GrainReference? reference2) => !(reference1 == reference2);

    // The proxies' generated code calls these. Each is told the method by its place in the interface.
    internal void CallVoid<TArguments>(int index, Type[]? typeArguments, ref TArguments arguments)
        where TArguments : struct, IArguments
    {
        Task<VoidResult> call = Call<TArguments, VoidResult>(index, typeArguments, ref arguments);
        if (call.IsFaulted)
        {
            call.GetAwaiter().GetResult();
        }
    }

    internal Task CallTask<TArguments>(int index, Type[]? typeArguments, ref TArguments arguments)
        where TArguments : struct, IArguments => Call<TArguments, VoidResult>(index, typeArguments, ref arguments);

    internal Task<TResult> CallTaskOfResult<TArguments, TResult>(int index, Type[]? typeArguments, ref TArguments arguments)
        where TArguments : struct, IArguments => Call<TArguments, TResult>(index, typeArguments, ref arguments);

    internal ValueTask CallValueTask<TArguments>(int index, Type[]? typeArguments, ref TArguments arguments)
        where TArguments : struct, IArguments => new(Call<TArguments, VoidResult>(index, typeArguments, ref arguments));

    internal ValueTask<TResult> CallValueTaskOfResult<TArguments, TResult>(int index, Type[]? typeArguments, ref TArguments arguments)
        where TArguments : struct, IArguments => new(Call<TArguments, TResult>(index, typeArguments, ref arguments));

    internal object Cast(Type interfaceType) =>
        interfaceType.IsInstanceOfType(this) ? this : Runtime.CreateReference(GrainId, interfaceType);

    private Task<TResult> Call<TArguments, TResult>(int index, Type[]? typeArguments, ref TArguments arguments)
        where TArguments : struct, IArguments
    {
        GrainMethod method = _interface!.Methods[index];
        if (typeArguments is not null)
        {
            method = ((GenericGrainMethod)method).Instantiate(typeArguments);
        }

        return Runtime.Call(this, (GrainMethod<TArguments, TResult>)method, ref arguments);
    }
}
