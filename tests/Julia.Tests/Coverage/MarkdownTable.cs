namespace Orleans.Distributed.Julia.Coverage;

/// <summary>Reads tables out of a page.</summary>
internal static class MarkdownTable
{
    /// <summary>The cells of the first column of the tables under a heading, those with the names of columns among them.</summary>
    /// <param name="page">The text of the page.</param>
    /// <param name="heading">The whole heading, without its number signs. The text under it ends at the next heading, of any level.</param>
    public static IReadOnlyList<string> FirstColumn(string page, string heading)
    {
        var cells = new List<string>();
        bool isUnder = false;
        foreach (string line in page.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (line.StartsWith('#'))
            {
                isUnder = line.TrimStart('#').Trim() == heading;
            }
            else if (isUnder && line.StartsWith('|'))
            {
                cells.Add(line.Split('|')[1].Trim());
            }
        }

        return cells;
    }
}
