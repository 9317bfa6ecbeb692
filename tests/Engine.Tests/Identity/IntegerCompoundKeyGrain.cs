namespace Engine.Tests.Identity;

public sealed class IntegerCompoundKeyGrain : Grain, IIntegerCompoundKeyGrain
{
    public Task<(long Key, string? Extension)> GetKey()
    {
        var key = this.GetPrimaryKeyLong(out var extension);
        return Task.FromResult<(long, string?)>((key, extension));
    }
}
