namespace Orleans.Runtime.Messaging;

/// <summary>Which optional parts a request has.</summary>
[Flags]
internal enum RequestFlags : byte
{
    None = 0,
    Context = 1,
    Source = 2,
    TypeArguments = 4,
    Forwarded = 8,
    Cancellable = 16,
    ReadOnly = 32,
    Reentrancy = 64,
}
