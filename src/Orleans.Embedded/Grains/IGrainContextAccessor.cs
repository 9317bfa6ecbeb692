namespace Orleans.Runtime;

/// <summary>Gives the activation whose code is running.</summary>
public interface IGrainContextAccessor
{
    /// <summary>Gets the activation, or <see langword="null"/> outside of grain code.</summary>
    IGrainContext GrainContext { get; }
}
