namespace Orleans.Embedded.Tests.Cluster;

public interface IStallGrain : IGrainWithStringKey
{
    Task Take(StallingValue value);

    Task TakeAny(object value);

    Task<StallingValue> Give(string key);

    Task Throw(string key);

    Task<int> Count();

    /// <summary>May interleave if the predicate says so, which blocks.</summary>
    Task Ask(string key);

    Task Wait(string key);
}
