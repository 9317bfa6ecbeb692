namespace Orleans.Configuration;

/// <summary>Options of storage in memory.</summary>
public class MemoryGrainStorageOptions
{
    /// <summary>The default of <see cref="NumStorageGrains"/>.</summary>
    public const int NumStorageGrainsDefaultValue = 10;

    /// <summary>Gets or sets over how many grains the state is spread, which hold it. The default is 10.</summary>
    public int NumStorageGrains { get; set; } = NumStorageGrainsDefaultValue;
}
