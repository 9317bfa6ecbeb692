namespace Orleans.Embedded.Tests.Cluster;

public interface ISpinGrain : IGrainWithStringKey
{
    /// <summary>Counts turns until the end of its silo.</summary>
    Task Spin();

    Task<string> GetSilo();

    Task<byte[]> Echo(byte[] bytes);
}
