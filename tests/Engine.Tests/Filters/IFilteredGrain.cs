namespace Engine.Tests.Filters;

public interface IFilteredGrain : IGrainWithStringKey
{
    Task<int> Add(int left, int right);

    Task<string> Say(string text);

    Task Fail(string message);

    Task<int> AddThrough(IFilteredGrain next, int left, int right);
}
