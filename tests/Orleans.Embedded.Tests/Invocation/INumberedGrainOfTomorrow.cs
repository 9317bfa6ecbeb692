namespace Orleans.Embedded.Tests.Invocation;

[Alias("numbered")]
public interface INumberedGrainOfTomorrow : IGrainWithStringKey
{
    [Id(1)]
    Task ByNumber(int a, int added);

    [Alias("other")]
    Task ByAlias(string a);
}
