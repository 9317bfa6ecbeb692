namespace Orleans.Distributed.Tests.PublicApi;

/// <summary>Which lines of two texts differ.</summary>
internal static class LineDifference
{
    /// <summary>The lines that are missing in the second text, and those that it has beyond the first, in their order.</summary>
    public static string Of(string before, string after)
    {
        string[] old = before.Split('\n');
        string[] @new = after.Split('\n');

        // How long a common sequence of lines can be from here on: the texts have some hundred lines.
        int[,] common = new int[old.Length + 1, @new.Length + 1];
        for (int i = old.Length - 1; i >= 0; i--)
        {
            for (int j = @new.Length - 1; j >= 0; j--)
            {
                common[i, j] = old[i] == @new[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
            }
        }

        var lines = new List<string>();
        for (int i = 0, j = 0; i < old.Length || j < @new.Length;)
        {
            if (i < old.Length && j < @new.Length && old[i] == @new[j])
            {
                i++;
                j++;
            }
            else if (j == @new.Length || (i < old.Length && common[i + 1, j] >= common[i, j + 1]))
            {
                lines.Add("- " + old[i++]);
            }
            else
            {
                lines.Add("+ " + @new[j++]);
            }
        }

        return string.Join('\n', lines);
    }
}
