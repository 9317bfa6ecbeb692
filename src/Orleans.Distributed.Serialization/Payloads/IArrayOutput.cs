namespace Orleans.Distributed.Serialization.Payloads;

/// <summary>An output that keeps note of where whole arrays lie.</summary>
internal interface IArrayOutput
{
    /// <summary>The bytes of a whole array follow.</summary>
    void NoteArray(int length);
}
