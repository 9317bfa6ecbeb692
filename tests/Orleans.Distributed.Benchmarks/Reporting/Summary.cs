namespace Orleans.Distributed.Benchmarks.Reporting;

/// <summary>What a run says in the end.</summary>
internal static class Summary
{
    public static string Of(IReadOnlyCollection<Figure> figures)
    {
        Figure[] goals = [.. figures.Where(figure => figure.Goal is not null)];
        Figure[] missed = [.. goals.Where(figure => figure.IsMet == false)];
        string met = $"\n{goals.Length - missed.Length} of {goals.Length} goals met.";
        return missed.Length == 0 ? met : $"{met} Not: {string.Join(", ", missed.Select(figure => figure.Name))}.";
    }
}
