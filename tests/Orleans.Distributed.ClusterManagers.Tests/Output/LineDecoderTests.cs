using System.Text;
using Orleans.Distributed.Output;

namespace Orleans.Distributed.ClusterManagers.Tests.Output;

public sealed class LineDecoderTests
{
    [Theory]
    [InlineData("", new string[0])]
    [InlineData("a", new[] { "a" })]
    [InlineData("a\n", new[] { "a" })]
    [InlineData("\n", new[] { "" })]
    [InlineData("a\nb", new[] { "a", "b" })]
    [InlineData("a\r\nb\r\n", new[] { "a", "b" })]
    [InlineData("a\rb\r", new[] { "a", "b" })]
    [InlineData("a\r\rb", new[] { "a", "", "b" })]
    [InlineData("a\n\rb", new[] { "a", "", "b" })]
    [InlineData("\r\n\r\n", new[] { "", "" })]
    [InlineData("\u001b[31mred\u001b[0m\tand more\n", new[] { "\u001b[31mred\u001b[0m\tand more" })]
    [InlineData("grüße \U0001F600 世界\n", new[] { "grüße \U0001F600 世界" })]
    public void Write_CutAnywhere_GivesTheSameLines(string text, string[] expected)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        for (int size = 1; size <= Math.Max(1, bytes.Length); size++)
            Assert.Equal(expected, Decode(bytes, size));
    }

    [Fact]
    public void Write_BytesThatAreNotText_BecomeReplacementCharacters() =>
        Assert.Equal(["a\ufffdb", "\ufffd"], Decode([(byte)'a', 0xff, (byte)'b', (byte)'\n', 0xe4], 100));

    [Fact]
    public void Write_LineAtTheLimit_StaysWhole()
    {
        var line = new string('x', LineDecoder.LongestLine);

        Assert.Equal([line], Decode(Encoding.UTF8.GetBytes(line + "\n"), 16 * 1024));
    }

    [Fact]
    public void Write_LineBeyondTheLimit_ComesInPieces()
    {
        var line = new string('x', (2 * LineDecoder.LongestLine) + 10);

        var pieces = Decode(Encoding.UTF8.GetBytes(line + "\nshort\n"), 16 * 1024);

        Assert.Equal([LineDecoder.LongestLine, LineDecoder.LongestLine, 10, 5], pieces.Select(piece => piece.Length));
        Assert.Equal(line, string.Concat(pieces.Take(3)));
    }

    [Fact]
    public void Write_PairOfSurrogatesAtTheLimit_IsNotSplit()
    {
        string line = new string('x', LineDecoder.LongestLine - 1) + "\U0001F600" + "y";

        var pieces = Decode(Encoding.UTF8.GetBytes(line), 1000);

        Assert.Equal([LineDecoder.LongestLine - 1, 3], pieces.Select(piece => piece.Length));
        Assert.Equal("\U0001F600y", pieces[1]);
    }

    private static List<string> Decode(byte[] bytes, int size)
    {
        List<string> lines = [];
        var decoder = new LineDecoder(lines.Add);
        foreach (byte[] chunk in bytes.Chunk(size))
            decoder.Write(chunk);
        decoder.Complete();
        return lines;
    }
}
