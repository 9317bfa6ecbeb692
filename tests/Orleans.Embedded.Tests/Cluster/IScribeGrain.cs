namespace Orleans.Embedded.Tests.Cluster;

public interface IScribeGrain : IGrainWithStringKey
{
    /// <summary>Changes the first number of an array in the request context.</summary>
    Task Overwrite(string key);

    /// <summary>The value that the request context had when the grain was activated.</summary>
    Task<object?> GetOfActivation(string key);
}
