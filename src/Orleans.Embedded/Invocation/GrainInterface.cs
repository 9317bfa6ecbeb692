namespace Orleans.Runtime;

/// <summary>A grain interface: its name and methods.</summary>
internal sealed class GrainInterface(Type type, GrainInterfaceType name)
{
    public Type Type => type;

    public GrainInterfaceType Name => name;
}
