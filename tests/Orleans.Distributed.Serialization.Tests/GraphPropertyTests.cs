using FsCheck;
using FsCheck.Fluent;

namespace Orleans.Distributed.Serialization.Tests;

public sealed class GraphPropertyTests
{
    [Fact]
    public void Graphs_RoundTrip_KeepTheirShape()
    {
        for (int seed = 0; seed < 3000; seed++)
        {
            object? graph = new Graphs(seed).Next();
            try
            {
                byte[] bytes = Wire.Encode(graph);
                GraphComparer.AssertSame(graph, Wire.Decode<object?>(bytes));
                GraphComparer.AssertSame(graph, ValueCodec.Shared.Decode<object?>(Wire.Pieces(bytes, 1 + (seed % 50))));
            }
            catch (Exception error)
            {
                throw new InvalidOperationException($"Seed {seed} fails.", error);
            }
        }
    }

    [Fact]
    public void Values_OfGeneratedTypes_AreEqual()
    {
        Check<int>();
        Check<long>();
        Check<string?>();
        Check<char>();
        Check<decimal>();
        Check<DateTime>();
        Check<DateTimeOffset>();
        Check<Guid>();
        Check<int[]>();
        Check<string?[]>();
        Check<List<(int, string?)>>();
        Check<Dictionary<int, string?>>();
        Check<(byte, short?, bool[])>();
        Check<System.Numerics.BigInteger>();
        Check<double[][]>();

        static void Check<T>()
            => Prop.ForAll<T>(value =>
            {
                GraphOrValueEqual(value, Wire.Decode<T>(Wire.Encode(value)));
                GraphOrValueEqual(value, Wire.Decode<object>(Wire.Encode<object>(value!)));
            }).Check(Config.QuickThrowOnFailure.WithMaxTest(200).WithReplay(new Replay(new Rnd(42, 43), FSharp())));

        static void GraphOrValueEqual(object? wanted, object? found) => Assert.Equal(wanted, found);

        static Microsoft.FSharp.Core.FSharpOption<int> FSharp() => Microsoft.FSharp.Core.FSharpOption<int>.None;
    }
}
