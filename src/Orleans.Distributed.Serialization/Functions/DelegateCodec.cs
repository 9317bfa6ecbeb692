using System.Reflection;
using Orleans.Distributed.Serialization.Codecs;
using Orleans.Distributed.Serialization.Refusals;

namespace Orleans.Distributed.Serialization.Functions;

/// <summary>
/// Delegates: for each method called, its symbol and its target. The target's content comes in the body, when the delegate exists,
/// so that a lambda may capture the variable that holds it.
/// </summary>
internal sealed class DelegateCodec(ValueCodec owner, Type type) : ObjectCodec(type)
{
    private readonly Type _type = type;
    private readonly int _parameterCount = type.GetMethod("Invoke")?.GetParameters().Length ?? 0;

    public override void WriteHead(ref ValueWriter writer, object value)
    {
        var function = (Delegate)value;
        if (function.HasSingleTarget)
        {
            writer.WriteVarUInt32(1);
            WriteOne(ref writer, function);
            return;
        }

        Delegate[] calls = function.GetInvocationList();
        writer.WriteVarUInt32((uint)calls.Length);
        foreach (Delegate call in calls)
        {
            WriteOne(ref writer, call);
        }
    }

    public override void WriteBody(ref ValueWriter writer, object value) => writer.WriteFirstBodies();

    public override object Allocate(ref ValueReader reader)
    {
        if (_type.IsAbstract || _type.GetMethod("Invoke") is null)
        {
            throw new MalformedDataException($"The bytes make a delegate of {TypeNames.Short(_type)}, which is not a delegate _type.");
        }

        int count = reader.ReadCount(2);
        if (count == 0)
        {
            throw new MalformedDataException("A delegate has no method.");
        }

        Delegate result = ReadOne(ref reader);
        if (count == 1)
        {
            return result;
        }

        var calls = new Delegate[count];
        calls[0] = result;
        for (int i = 1; i < calls.Length; i++)
        {
            calls[i] = ReadOne(ref reader);
        }

        return Delegate.Combine(calls)!;
    }

    public override void Fill(ref ValueReader reader, object target) => reader.ReadFirstBodies();

    public override IEnumerable<Part> Parts(object value)
    {
        foreach (Delegate call in ((Delegate)value).GetInvocationList())
        {
            yield return new Part(DelegateTargets.NameOf(call), call.Target);
        }
    }

    private void WriteOne(ref ValueWriter writer, Delegate call)
    {
        FunctionSymbol symbol = SymbolOf(call);
        writer.WriteSymbol(symbol);
        object? target = call.Target;
        if (target is null)
        {
            // Without a target, an extra parameter of the method is one that is bound to null.
            int free = symbol.ParameterCount + (symbol.IsStatic ? 0 : 1);
            writer.WriteByte((byte)(free > _parameterCount ? TargetKind.Null : TargetKind.Open));
        }
        else if (symbol.HasSingletonTarget)
        {
            writer.WriteByte((byte)TargetKind.Singleton);
        }
        else
        {
            writer.WriteByte((byte)TargetKind.Object);
            writer.WriteReferenceFirst(owner.ObjectCodecFor(target.GetType()), target);
        }
    }

    private FunctionSymbol SymbolOf(Delegate call)
    {
        MethodInfo method = call.Method;
        if (owner.Functions.TryGetValue(method, out FunctionSymbol? symbol))
        {
            return symbol;
        }

        try
        {
            return owner.Functions.GetOrAdd(method, FunctionDefinition.Create(method));
        }
        catch (UnsendableValueException error) when (error.Reason is not null)
        {
            throw new UnsendableValueException(_type, call, error.Reason, error.Advice!);
        }
    }

    private Delegate ReadOne(ref ValueReader reader)
    {
        Function function = reader.FindSymbol(reader.ReadVarUInt32()).ResolveFunction(owner);
        switch ((TargetKind)reader.ReadByte())
        {
            case TargetKind.Open:
                return function.Open(_type);
            case TargetKind.Singleton:
                return function.WithoutState(_type, function.Singleton);
            case TargetKind.Null:
                return function.Bind(_type, null);
            case TargetKind.Object:
                object target = reader.ReadReferenceFirst() ?? throw new MalformedDataException("The target of a delegate is missing.");
                return function.WithTarget(_type, target);
            default:
                throw new MalformedDataException("A delegate is bound to something unknown.");
        }
    }
}
