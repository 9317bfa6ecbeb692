namespace Engine.Tests.Identity;

public sealed class GuidCompoundKeyGrain : Grain, IGuidCompoundKeyGrain
{
    public Task<(Guid Key, string? Extension)> GetKey()
    {
        var key = this.GetPrimaryKey(out var extension);
        return Task.FromResult<(Guid, string?)>((key, extension));
    }
}
