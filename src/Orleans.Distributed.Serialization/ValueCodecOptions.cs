namespace Orleans.Distributed.Serialization;

/// <summary>
/// What a <see cref="ValueCodec"/> accepts. A codec copies its options when it is created; later changes do not reach it.
/// </summary>
public sealed class ValueCodecOptions
{
    internal const int SmallestMaxDepth = ValueCodec.DeferredDepth + 1;
    internal const int DefaultMaxDepth = 128;
    internal const long DefaultMaxBytes = int.MaxValue;

    /// <summary>
    /// How deep values may be nested in places where nesting costs stack. The default value is 128, the least 33.
    /// Chains of ordinary objects, arrays and lists (a linked list of any length, say) do not count: they are walked without a stack.
    /// </summary>
    public int MaxDepth { get; set; } = DefaultMaxDepth;

    /// <summary>The greatest size of one encoded message in bytes. The default value is 2,147,483,647.</summary>
    public long MaxBytes { get; set; } = DefaultMaxBytes;

    /// <summary>
    /// Which types may be created while decoding, in addition to the built-in refusals; asked once per type.
    /// The default value is <see langword="null"/>: every type that can be sent.
    /// </summary>
    public Func<Type, bool>? TypeFilter { get; set; }

    /// <summary>Where to get assemblies that the process does not have. The default value is <see langword="null"/>: nowhere.</summary>
    public IAssemblyResolver? AssemblyResolver { get; set; }

    internal List<(Type Type, IValueSurrogate Surrogate)> Surrogates { get; } = [];

    internal Dictionary<string, Type> Aliases { get; } = new(StringComparer.Ordinal);

    /// <summary>Lets a surrogate stand in for objects of a type, of the types derived from it or implementing it.</summary>
    /// <param name="type">
    /// A class or interface; an open generic definition covers all its constructions. The first registration that fits wins.
    /// </param>
    /// <param name="surrogate">The surrogate.</param>
    /// <returns>These options.</returns>
    /// <exception cref="ArgumentException"><paramref name="type"/> is a value type, an array or <see cref="object"/>.</exception>
    public ValueCodecOptions AddSurrogate(Type type, IValueSurrogate surrogate)
    {
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(surrogate);
        if (type.IsValueType || type.IsArray || type == typeof(object))
        {
            throw new ArgumentException(
                $"A surrogate stands in for a class or an interface, and {type} is neither. Register another type.", nameof(type));
        }

        Surrogates.Add((type, surrogate));
        return this;
    }

    /// <summary>Makes a type known by the name in its <c>Orleans.AliasAttribute</c>, or by a given one.</summary>
    /// <param name="type">The type, or an open generic definition.</param>
    /// <param name="alias">The name; by default the one in the attribute.</param>
    /// <returns>These options.</returns>
    /// <exception cref="ArgumentException">The type has no alias, or another type has the same one.</exception>
    public ValueCodecOptions AddAlias(Type type, string? alias = null)
    {
        ArgumentNullException.ThrowIfNull(type);
        alias ??= OrleansAttributes.Alias(type)
            ?? throw new ArgumentException($"{type} has no AliasAttribute. Add one, or name the alias here.", nameof(type));
        if (!Aliases.TryAdd(alias, type) && Aliases[alias] != type)
        {
            throw new ArgumentException(
                $"The alias '{alias}' of {type} is already that of {Aliases[alias]}. Give one of them another name.", nameof(alias));
        }

        return this;
    }
}
