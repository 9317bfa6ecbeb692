namespace Orleans.Distributed.Serialization.Payloads;

/// <summary>An output that treats large arrays in its own way.</summary>
internal interface IArrayOutput
{
    /// <summary>The bytes of a whole array follow.</summary>
    void NoteArray(int length);

    /// <summary>Makes room for a stretch of an array, and copies it later, if it can.</summary>
    /// <param name="array">The array.</param>
    /// <param name="offset">Where the stretch begins, in bytes.</param>
    /// <param name="length">How long it is, in bytes.</param>
    /// <returns>Whether it will. If not, the bytes are to be written now.</returns>
    bool TryCopyLater(Array array, int offset, int length);
}
