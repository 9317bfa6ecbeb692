using System.Globalization;

namespace Orleans.Distributed.Grains;

/// <summary>The grain key of a reference, <c>where:whence.id</c>: placement reads the owner off it.</summary>
internal static class ReferenceKey
{
    public static string Format(int where, Rrid rrid) =>
        string.Create(CultureInfo.InvariantCulture, $"{where}:{rrid.Whence}.{rrid.Id}");

    public static bool TryParse(ReadOnlySpan<char> key, out int where, out Rrid rrid)
    {
        where = 0;
        rrid = default;
        int colon = key.IndexOf(':');
        int dot = key.LastIndexOf('.');
        if (colon <= 0 || dot <= colon
            || !int.TryParse(key[..colon], NumberStyles.None, CultureInfo.InvariantCulture, out where)
            || !int.TryParse(key[(colon + 1)..dot], NumberStyles.None, CultureInfo.InvariantCulture, out int whence)
            || !long.TryParse(key[(dot + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out long id))
        {
            return false;
        }

        rrid = new Rrid(whence, id);
        return true;
    }
}
