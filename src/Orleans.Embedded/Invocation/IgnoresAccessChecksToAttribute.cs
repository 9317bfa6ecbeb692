namespace System.Runtime.CompilerServices;

/// <summary>Known to the runtime by its name: the assembly that carries it sees what is internal in another.</summary>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
internal sealed class IgnoresAccessChecksToAttribute(string assemblyName) : Attribute
{
    public string AssemblyName => assemblyName;
}
