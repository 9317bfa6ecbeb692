namespace Engine.Tests.Persistence;

[GenerateSerializer]
public sealed class Account
{
    [Id(0)]
    public int Balance { get; set; }

    [Id(1)]
    public List<string> Log { get; set; } = [];
}
