namespace Orleans.Distributed.Protocol;

/// <summary>
/// What follows the start message on a worker's standard input: commands of one byte each. The end of the stream means that
/// the head is gone, and ends the worker at once.
/// </summary>
internal static class ControlCommands
{
    /// <summary>Asks the worker to end in order. Eight bytes follow: the time it has for that, in ticks, little endian.</summary>
    public const byte Stop = (byte)'S';

    /// <summary>
    /// The line that a worker writes to standard output when it has read its start message and found its program. It begins
    /// with a control character, so that no program writes it by chance.
    /// </summary>
    public const string Ready = "\u0001Orleans.Distributed.Worker ready";
}
