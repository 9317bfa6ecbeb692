namespace Orleans.Distributed.Grains;

/// <summary>Response timeouts of grain methods.</summary>
internal static class GrainTimeouts
{
    /// <summary>
    /// As long as both engines can count with: a call lasts as long as its function, and ends with its process. (20 days stay
    /// below the 2^31 milliseconds that timers take.)
    /// </summary>
    public const string Never = "20.00:00:00";
}
