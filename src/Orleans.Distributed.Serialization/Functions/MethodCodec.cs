using System.Reflection;
using Orleans.Distributed.Serialization.Codecs;

namespace Orleans.Distributed.Serialization.Functions;

/// <summary>Methods as values.</summary>
internal sealed class MethodCodec(ValueCodec owner) : ObjectCodec(typeof(MethodInfo))
{
    public override bool HasIdentity => false;

    public override bool IsLate => true;

    public override void WriteBody(ref ValueWriter writer, object value)
    {
        var method = (MethodInfo)value;
        writer.WriteSymbol(owner.Functions.GetOrAdd(method, FunctionDefinition.Create));
    }

    public override object ReadLate(ref ValueReader reader) => reader.FindSymbol(reader.ReadVarUInt32()).ResolveFunction(owner).Method;
}
