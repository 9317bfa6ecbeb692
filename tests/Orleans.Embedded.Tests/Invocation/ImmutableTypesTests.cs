using Orleans.Concurrency;
using Orleans.Runtime;
using Orleans.Runtime.Invocation;

namespace Orleans.Embedded.Tests.Invocation;

public sealed class ImmutableTypesTests
{
    [Theory]
    [InlineData(typeof(int), true)]
    [InlineData(typeof(string), true)]
    [InlineData(typeof(DayOfWeek), true)]
    [InlineData(typeof(Guid?), true)]
    [InlineData(typeof((int, string)), true)]
    [InlineData(typeof(GrainId), true)]
    [InlineData(typeof(Immutable<List<int>>), true)]
    [InlineData(typeof(int[]), false)]
    [InlineData(typeof(List<int>), false)]
    [InlineData(typeof((int, List<int>)), false)]
    [InlineData(typeof(object), false)]
    [InlineData(typeof(IGrain), false)]
    public void IsImmutable_Type_IsKnown(Type type, bool expected) => Assert.Equal(expected, ImmutableTypes.IsImmutable(type));
}
