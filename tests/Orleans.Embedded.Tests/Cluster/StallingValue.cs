namespace Orleans.Embedded.Tests.Cluster;

/// <summary>Blocks whoever reads it.</summary>
[GenerateSerializer]
public sealed class StallingValue
{
    private string _key = string.Empty;

    [Id(0)]
    public string Key
    {
        get => _key;
        set
        {
            _key = value;
            Stall.Of(value).Enter();
        }
    }

    public static StallingValue Of(string key) => new() { _key = key };
}
