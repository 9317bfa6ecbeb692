namespace Orleans.Configuration;

/// <summary>Names the silo.</summary>
public class SiloOptions
{
    /// <summary>Gets or sets the name. The default is <c>Silo_</c> and five random characters.</summary>
    public string SiloName { get; set; } = $"Silo_{Guid.NewGuid().ToString("N")[..5]}";
}
