using Orleans.Runtime;

namespace Orleans;

/// <summary>Keys of grains, and references of one interface made from another.</summary>
public static class GrainExtensions
{
    /// <summary>Makes a reference to a grain or observer from the object itself or another reference to it.</summary>
    /// <typeparam name="TGrainInterface">The interface of the reference.</typeparam>
    /// <param name="grain">A grain, or a reference.</param>
    /// <returns>The reference.</returns>
    public static TGrainInterface AsReference<TGrainInterface>(this IAddressable grain) =>
        (TGrainInterface)AsReference(grain, typeof(TGrainInterface));

    /// <summary>Makes a reference to a grain or observer from the object itself or another reference to it.</summary>
    /// <param name="grain">A grain, or a reference.</param>
    /// <param name="interfaceType">The interface of the reference.</param>
    /// <returns>The reference.</returns>
    public static object AsReference(this IAddressable grain, Type interfaceType)
    {
        ArgumentNullException.ThrowIfNull(grain);
        ArgumentNullException.ThrowIfNull(interfaceType);
        return AsGrainReference(grain).Cast(interfaceType);
    }

    /// <summary>Makes a reference of another interface to the same grain.</summary>
    /// <typeparam name="TGrainInterface">The interface of the reference.</typeparam>
    /// <param name="grain">A reference.</param>
    /// <returns>The reference.</returns>
    public static TGrainInterface Cast<TGrainInterface>(this IAddressable grain) => AsReference<TGrainInterface>(grain);

    /// <summary>Makes a reference of another interface to the same grain.</summary>
    /// <param name="grain">A reference.</param>
    /// <param name="interfaceType">The interface of the reference.</param>
    /// <returns>The reference.</returns>
    public static object Cast(this IAddressable grain, Type interfaceType) => AsReference(grain, interfaceType);

    /// <summary>Gets the identity of a grain.</summary>
    /// <param name="grain">A grain, or a reference.</param>
    /// <returns>The identity.</returns>
    public static GrainId GetGrainId(this IAddressable grain)
    {
        ArgumentNullException.ThrowIfNull(grain);
        return grain switch
        {
            GrainReference reference => reference.GrainId,
            IGrainBase { GrainContext: { } context } => context.GrainId,
            _ => throw new ArgumentException($"A {grain.GetType()} has no grain id: it is neither a reference nor an active grain.", nameof(grain)),
        };
    }

    /// <summary>Gets a Guid key.</summary>
    /// <param name="grain">A grain, or a reference.</param>
    /// <returns>The key.</returns>
    /// <exception cref="ArgumentException">The key is not a Guid.</exception>
    public static Guid GetPrimaryKey(this IAddressable grain) => GetPrimaryKey(grain, out _);

    /// <summary>Gets a Guid key.</summary>
    /// <param name="grain">A grain, or a reference.</param>
    /// <param name="keyExt">The extension of the key, or <see langword="null"/>.</param>
    /// <returns>The key.</returns>
    /// <exception cref="ArgumentException">The key is not a Guid.</exception>
    public static Guid GetPrimaryKey(this IAddressable grain, out string? keyExt) => GetGrainId(grain).GetGuidKey(out keyExt);

    /// <summary>Gets an integer key.</summary>
    /// <param name="grain">A grain, or a reference.</param>
    /// <returns>The key.</returns>
    /// <exception cref="ArgumentException">The key is not an integer.</exception>
    public static long GetPrimaryKeyLong(this IAddressable grain) => GetPrimaryKeyLong(grain, out _);

    /// <summary>Gets an integer key.</summary>
    /// <param name="grain">A grain, or a reference.</param>
    /// <param name="keyExt">The extension of the key, or <see langword="null"/>.</param>
    /// <returns>The key.</returns>
    /// <exception cref="ArgumentException">The key is not an integer.</exception>
    public static long GetPrimaryKeyLong(this IAddressable grain, out string? keyExt) => GetGrainId(grain).GetIntegerKey(out keyExt);

    /// <summary>Gets a string key.</summary>
    /// <param name="grain">A grain, or a reference.</param>
    /// <returns>The key.</returns>
    public static string GetPrimaryKeyString(this IAddressable grain) => GetGrainId(grain).Key.ToString();

    /// <summary>Gets whether the key is an integer.</summary>
    /// <param name="grain">A grain, or a reference.</param>
    /// <returns>Whether it is.</returns>
    public static bool IsPrimaryKeyBasedOnLong(this IAddressable grain) => GetGrainId(grain).TryGetIntegerKey(out _, out _);

    private static GrainReference AsGrainReference(IAddressable grain) => grain switch
    {
        GrainReference reference => reference,
        IGrainBase { GrainContext: { } context } => context.GrainReference,
        IGrainObserver => throw new ArgumentException(
            "An observer has no reference by itself. Use IGrainFactory.CreateObjectReference to make one.", nameof(grain)),
        _ => throw new ArgumentException($"A {grain.GetType()} is neither a reference nor an active grain.", nameof(grain)),
    };
}
