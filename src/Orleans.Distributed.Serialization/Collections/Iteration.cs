using System.Runtime.CompilerServices;
using Orleans.Distributed.Serialization.Codecs;

namespace Orleans.Distributed.Serialization.Collections;

/// <summary>Recognises sequences that compute their elements when asked: iterator methods and the operators of LINQ.</summary>
internal static class Iteration
{
    /// <summary>The element type of such a sequence; <see langword="null"/> for anything else.</summary>
    public static Type? ElementOf(Type type)
    {
        bool isIterator = type.Name.StartsWith('<')
            && type.Name.Contains(">d", StringComparison.Ordinal)
            && type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false);
        bool isOperator = type.Assembly == typeof(Enumerable).Assembly
            && type.Namespace == "System.Linq"
            && TypeTree.FindConstruction(type, typeof(ILookup<,>)) is null
            && TypeTree.FindConstruction(type, typeof(IGrouping<,>)) is null;
        return isIterator || isOperator ? TypeTree.FindConstruction(type, typeof(IEnumerable<>))?.GetGenericArguments()[0] : null;
    }
}
