namespace Orleans.Runtime.Messaging;

/// <summary>The first byte of a message.</summary>
internal enum MessageKind : byte
{
    /// <summary>A call that wants an answer.</summary>
    Request = 1,

    /// <summary>A call that wants none.</summary>
    OneWay = 2,

    /// <summary>The result of a call.</summary>
    Result = 3,

    /// <summary>The exception of a call.</summary>
    Error = 4,

    /// <summary>A call that did not run, or may not have.</summary>
    Rejection = 5,

    /// <summary>The caller of a call has cancelled it.</summary>
    Cancel = 6,
}
