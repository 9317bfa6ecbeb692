namespace Orleans.Embedded.Tests.Invocation;

public interface ISynchronousGrain : IGrainWithStringKey
{
    int Wrong();
}
