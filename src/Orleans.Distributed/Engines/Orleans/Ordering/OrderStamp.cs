using System.Reflection;
using Orleans.Distributed.Grains;
using Orleans.Distributed.Placement;

namespace Orleans.Distributed.Ordering;

/// <summary>
/// What a message carries so that the receiver can restore the order of sending: the sender's pid and a number that counts the
/// messages from that process to this one.
/// </summary>
/// <remarks>Microsoft Orleans promises no order, not even from one caller to one grain.</remarks>
internal static class OrderStamp
{
    private const string Key = "od.order";
    private const int NumberBits = 40;
    private const long NumberMask = (1L << NumberBits) - 1;

    /// <summary>Whether calls of this method are kept in order, and to which process the grain belongs.</summary>
    public static bool IsOrdered(GrainId grain, MethodInfo method, out int pid)
    {
        Type? @interface = method.DeclaringType;
        bool ordered = @interface == typeof(IChannelGrain) || (@interface == typeof(IWorkerGrain) && NeedsOrder(method.Name));
        pid = ordered ? ProcessPlacementDirector.PidOf(grain) : 0;
        return ordered;
    }

    /// <summary>
    /// Not those that say by themselves what is newer. They are also the ones that go to processes which are still starting or
    /// already ending, where a message may be lost, and the ones behind it would wait for it.
    /// </summary>
    private static bool NeedsOrder(string method) =>
        method is not (nameof(IWorkerGrain.ApplyMembership) or nameof(IWorkerGrain.ApplyMembershipChange)
            or nameof(IWorkerGrain.ReportError) or nameof(IWorkerGrain.Leave));

    public static void Write(int sender, long number) => RequestContext.Set(Key, ((long)sender << NumberBits) | number);

    public static bool TryRead(out int sender, out long number)
    {
        if (RequestContext.Get(Key) is long stamp)
        {
            sender = (int)(stamp >> NumberBits);
            number = stamp & NumberMask;
            return true;
        }

        sender = 0;
        number = 0;
        return false;
    }
}
