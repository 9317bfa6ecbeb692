using Orleans.Runtime;
using Orleans.Runtime.Catalog;
using Orleans.Runtime.Invocation;

namespace Orleans.Embedded.Tests.Invocation;

public sealed class TypeNamesTests
{
    public static TheoryData<Type> Types =>
    [
        typeof(int), typeof(string), typeof(int[]), typeof(int[,]), typeof(string[][]), typeof(List<int>), typeof(Dictionary<string, List<TypeNamesTests>>),
        typeof((int, string)), typeof(int?), typeof(TypeNamesTests), typeof(Nested<int>), typeof(Nested<Nested<string>>.Inner),
    ];

    [Theory]
    [MemberData(nameof(Types))]
    public void TypeOf_WhatNameOfWrote_IsTheSameType(Type type) => Assert.Equal(type, TypeNames.TypeOf(TypeNames.NameOf(type)));

    [Theory]
    [MemberData(nameof(Types))]
    public void ArgumentsOf_SuffixOfAGenericName_AreTheArguments(Type type)
    {
        Type[] arguments = [type, typeof(string)];
        string suffix = GrainInterfaceNames.TypeArguments(typeof(Dictionary<,>).MakeGenericType(type, typeof(string)));

        Assert.Equal(arguments, GenericNames.ArgumentsOf(suffix));
    }

    [Fact]
    public void NameOf_Any_NamesNoVersion() => Assert.DoesNotContain("Version", TypeNames.NameOf(typeof(List<GrainId>)), StringComparison.Ordinal);

    private sealed class Nested<T>
    {
        public sealed class Inner
        {
            public T? Value { get; set; }
        }
    }
}
