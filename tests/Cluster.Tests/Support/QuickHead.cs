namespace Orleans.Distributed.RealProcesses.Support;

/// <summary>A head that soon takes a silent process for dead.</summary>
public sealed class QuickHead() : Head(new DistributedOptions { FailureDetection = FailureDetection })
{
    public static readonly TimeSpan FailureDetection = TimeSpan.FromSeconds(1);
}
