using Orleans.Runtime.Messaging;

namespace Orleans.Runtime.Membership;

/// <summary>A grain class, as other silos and clients need to know it.</summary>
/// <param name="GrainType">Its grain type.</param>
/// <param name="ClassName">The full name of the class.</param>
/// <param name="Placement">The name of the type of its placement strategy, or <see langword="null"/> for the default.</param>
/// <param name="Interfaces">The names of the interfaces it implements.</param>
internal sealed record GrainTypeRecord(GrainType GrainType, string ClassName, string? Placement, string[] Interfaces)
{
    public void Write(MessageBuffer message)
    {
        message.WriteString(GrainType.ToString());
        message.WriteString(ClassName);
        message.WriteString(Placement);
        message.WriteUInt16(Interfaces.Length);
        foreach (string name in Interfaces)
        {
            message.WriteString(name);
        }
    }

    public static GrainTypeRecord Read(ref MessageReader reader)
    {
        var grainType = GrainType.Create(reader.ReadText());
        string className = reader.ReadText();
        string? placement = reader.ReadString();
        var interfaces = new string[reader.ReadUInt16()];
        for (int i = 0; i < interfaces.Length; i++)
        {
            interfaces[i] = reader.ReadText();
        }

        return new GrainTypeRecord(grainType, className, placement, interfaces);
    }

    public override string ToString() => $"{GrainType}|{ClassName}|{Placement}|{string.Join(',', Interfaces)}";
}
