namespace Orleans.Distributed.Serialization.Versioning;

/// <summary>A member with a number.</summary>
/// <typeparam name="T">The type that has it.</typeparam>
internal abstract class VersionedMember<T>(uint id)
{
    public uint Id { get; } = id;

    /// <summary>Writes number and value, unless the value is the default one, which a reader has anyway.</summary>
    /// <returns>Whether it was written.</returns>
    public abstract bool TryWrite(ref ValueWriter writer, ref T target);

    public abstract void Read(ref ValueReader reader, ref T target, MemberForm form);

    /// <summary>Number and form in one.</summary>
    protected ulong Head(MemberForm form) => ((ulong)Id << 3) | (byte)form;

    protected MalformedDataException WrongForm(MemberForm form)
        => new($"Member {Id} of {TypeNames.Short(typeof(T))} was sent as {form}, which it cannot be here. Members with a number must keep their type.");
}
