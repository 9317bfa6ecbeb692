namespace Orleans.Runtime.Catalog;

/// <summary>The activation that a scope of services belongs to.</summary>
internal sealed class GrainContextHolder
{
    public IGrainContext? Context { get; set; }
}
