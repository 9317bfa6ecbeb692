namespace Orleans.Embedded.Tests.Invocation;

[Alias("numbered")]
public interface INumberedGrain : IGrainWithStringKey
{
    Task Call();

    Task Call(int a);

    Task Call(int a, string b);

    Task Call(string a, int b);

    Task<T> Call<T>(T a);

    [Id(1)]
    Task RenamedByNumber(int a);

    [Alias("other")]
    Task RenamedByAlias(string a);
}
