namespace Orleans.Providers;

/// <summary>Names the storage of the state of a <see cref="Grain{TGrainState}"/> class.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class StorageProviderAttribute : Attribute
{
    /// <summary>Gets or sets the name of the storage. The default is the default storage.</summary>
    public string ProviderName { get; set; } = ProviderConstants.DEFAULT_STORAGE_PROVIDER_NAME;
}
