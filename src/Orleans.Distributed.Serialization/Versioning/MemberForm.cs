namespace Orleans.Distributed.Serialization.Versioning;

/// <summary>How the value of a member is written, so that a reader that does not know the member can pass over it.</summary>
internal enum MemberForm : byte
{
    /// <summary>A signed number of any size.</summary>
    Signed = 0,

    /// <summary>An unsigned number of any size.</summary>
    Unsigned = 1,

    /// <summary>Four bytes.</summary>
    Fixed32 = 2,

    /// <summary>Eight bytes.</summary>
    Fixed64 = 3,

    /// <summary>A string.</summary>
    Text = 4,

    /// <summary>A value without objects, after its size in four bytes.</summary>
    Sized = 5,

    /// <summary>An object with its type, in a frame.</summary>
    Framed = 6,
}
