namespace Orleans.Embedded.Tests.Core;

public sealed class StableHashTests
{
    // These numbers are on the wire and in placement: a change here is a change of the protocol.
    [Theory]
    [InlineData("", 0x02CC5D05u)]
    [InlineData("a", 0x550D7456u)]
    [InlineData("abc", 0x32D153FFu)]
    [InlineData("Nobody inspects the spammish repetition", 0xE2293B2Fu)]
    public void ComputeHash_KnownTexts_StayAsTheyAre(string text, uint expected) => Assert.Equal(expected, StableHash.ComputeHash(text));

    [Fact]
    public void ComputeHash_Numbers_SpreadEvenly()
    {
        const int Buckets = 16;
        int[] counts = new int[Buckets];
        for (int i = 0; i < 16_000; i++)
        {
            counts[StableHash.ComputeHash(i.ToString(System.Globalization.CultureInfo.InvariantCulture)) % Buckets]++;
        }

        Assert.All(counts, count => Assert.InRange(count, 850, 1150));
    }
}
