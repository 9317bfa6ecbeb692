using System.Globalization;
using System.Text;

namespace Orleans.Distributed.Benchmarks.Reporting;

/// <summary>Draws figures as a line chart in SVG.</summary>
internal static class Chart
{
    private const double Width = 640;
    private const double Height = 320;
    private const double Left = 80;
    private const double Right = 20;
    private const double Top = 40;
    private const double Bottom = 60;
    private const int Ticks = 5;

    // Over more than this the distances between the places on the axis are those of their logarithms.
    private const double WidestLinear = 8;

    private static readonly string[] Colors = ["#1f77b4", "#d62728", "#2ca02c", "#9467bd"];

    public static string Draw(string title, IReadOnlyCollection<Figure> figures)
    {
        double[] places = [.. figures.Select(figure => figure.X!.Value).Distinct().Order()];
        double top = Round(figures.Max(figure => figure.Value));
        bool isLogarithmic = places[0] > 0 && places[^1] / places[0] > WidestLinear;
        double At(double x) => isLogarithmic ? Math.Log(x) : x;
        double PlaceX(double x) => places.Length == 1
            ? Left + ((Width - Left - Right) / 2)
            : Left + ((At(x) - At(places[0])) / (At(places[^1]) - At(places[0])) * (Width - Left - Right));
        double PlaceY(double value) => Height - Bottom - (value / top * (Height - Top - Bottom));

        var svg = new StringBuilder();
        void Add(FormattableString line) => svg.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
        Add($"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {Height}" font-family="sans-serif" font-size="12">""");
        Add($"""<rect width="{Width}" height="{Height}" fill="white"/>""");
        Add($"""<text x="{Width / 2}" y="20" text-anchor="middle" font-size="14">{title} ({figures.First().Unit})</text>""");
        for (int tick = 0; tick <= Ticks; tick++)
        {
            double value = top * tick / Ticks;
            Add($"""<line x1="{Left}" x2="{Width - Right}" y1="{PlaceY(value):0.#}" y2="{PlaceY(value):0.#}" stroke="#ddd"/>""");
            Add($"""<text x="{Left - 6}" y="{PlaceY(value) + 4:0.#}" text-anchor="end">{Numbers.Of(value)}</text>""");
        }

        foreach (double place in places)
        {
            Add($"""<text x="{PlaceX(place):0.#}" y="{Height - Bottom + 18}" text-anchor="middle">{place:N0}</text>""");
        }

        Add($"""<text x="{Width / 2}" y="{Height - Bottom + 36}" text-anchor="middle">{figures.First().Series!.XAxis}</text>""");
        int line = 0;
        foreach (IGrouping<string, Figure> series in figures.GroupBy(figure => figure.Series!.Name))
        {
            string color = Colors[line % Colors.Length];
            string points = string.Join(' ', series.OrderBy(figure => figure.X).Select(figure =>
                string.Create(CultureInfo.InvariantCulture, $"{PlaceX(figure.X!.Value):0.#},{PlaceY(figure.Value):0.#}")));
            Add($"""<polyline points="{points}" fill="none" stroke="{color}" stroke-width="2"/>""");
            Add($"""<text x="{Left + 10 + (line * 150)}" y="{Height - 8}" fill="{color}">{series.Key}</text>""");
            line++;
        }

        return svg.Append("</svg>\n").ToString();
    }

    // The next number above that begins with 1, 2 or 5.
    private static double Round(double value)
    {
        double power = Math.Pow(10, Math.Floor(Math.Log10(Math.Max(value, 1e-9))));
        return power * ((value / power) switch
        {
            <= 1 => 1,
            <= 2 => 2,
            <= 5 => 5,
            _ => 10,
        });
    }
}
