namespace Orleans.Runtime;

/// <summary>Makes references and sends the calls made through them.</summary>
internal abstract class GrainReferenceRuntime
{
    public abstract object CreateReference(GrainId grainId, Type interfaceType);
}
