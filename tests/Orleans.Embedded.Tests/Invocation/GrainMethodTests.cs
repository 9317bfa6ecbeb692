using Orleans.Runtime.Invocation;

namespace Orleans.Embedded.Tests.Invocation;

public sealed class GrainMethodTests
{
    // The number of a method is what callers and grains that were compiled apart agree on.
    [Fact]
    public void Id_EachMethodAndOverload_IsItsOwn()
    {
        ulong[] ids = [.. GrainInterfaces.Get(typeof(INumberedGrain)).Methods.Select(method => method.Id)];

        Assert.Equal(ids.Length, ids.Distinct().Count());
    }

    [Fact]
    public void Id_WithNumberOrAlias_DoesNotDependOnNameAndParameters()
    {
        ulong[] first = [.. GrainInterfaces.Get(typeof(INumberedGrain)).Methods.Where(method => method.Method.Name.StartsWith("Renamed", StringComparison.Ordinal)).Select(method => method.Id)];
        ulong[] second = [.. GrainInterfaces.Get(typeof(INumberedGrainOfTomorrow)).Methods.Select(method => method.Id)];

        Assert.Equal(2, first.Length);
        Assert.Equal(first, second);
    }

    [Fact]
    public void Get_MethodWithoutTask_IsRefusedByName()
    {
        var error = Assert.Throws<NotSupportedException>(() => GrainInterfaces.Get(typeof(ISynchronousGrain)));

        Assert.Contains(nameof(ISynchronousGrain.Wrong), error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(typeof(string))]
    [InlineData(typeof(IDisposable))]
    public void Get_NoGrainInterface_IsRefused(Type type) => Assert.Throws<ArgumentException>(() => GrainInterfaces.Get(type));
}
