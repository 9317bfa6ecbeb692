using System.Globalization;

namespace Orleans;

/// <summary>How long an activation of this class may be idle before it is deactivated.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false)]
public sealed class CollectionAgeLimitAttribute : Attribute
{
    /// <summary>The shortest limit: one minute.</summary>
    public static readonly TimeSpan MinAgeLimit = TimeSpan.FromMinutes(1);

    /// <summary>Creates the attribute; set <see cref="Days"/>, <see cref="Hours"/>, <see cref="Minutes"/> or <see cref="AlwaysActive"/>.</summary>
    public CollectionAgeLimitAttribute()
    {
    }

    /// <summary>Creates the attribute with a limit.</summary>
    /// <param name="inactivityPeriod">A <see cref="TimeSpan"/> in text form, such as <c>02:00:00</c>.</param>
    /// <exception cref="FormatException">The text is not a time span.</exception>
    public CollectionAgeLimitAttribute(string inactivityPeriod) =>
        Minutes = TimeSpan.Parse(inactivityPeriod, CultureInfo.InvariantCulture).TotalMinutes;

    /// <summary>Gets or sets whether activations are never collected. The default is <see langword="false"/>.</summary>
    public bool AlwaysActive { get; set; }

    /// <summary>Gets or sets the days of the limit. The default is 0.</summary>
    public double Days { get; set; }

    /// <summary>Gets or sets the hours of the limit. The default is 0.</summary>
    public double Hours { get; set; }

    /// <summary>Gets or sets the minutes of the limit. The default is 0.</summary>
    public double Minutes { get; set; }

    /// <summary>Gets the limit; no less than <see cref="MinAgeLimit"/>.</summary>
    public TimeSpan AgeLimit
    {
        get
        {
            if (AlwaysActive)
            {
                return System.Threading.Timeout.InfiniteTimeSpan;
            }

            TimeSpan limit = TimeSpan.FromDays(Days) + TimeSpan.FromHours(Hours) + TimeSpan.FromMinutes(Minutes);
            return limit > MinAgeLimit ? limit : MinAgeLimit;
        }
    }
}
