using Orleans.Distributed.Serialization.Codecs;
using Orleans.Distributed.Serialization.Graph;
using Orleans.Distributed.Serialization.Symbols;

namespace Orleans.Distributed.Serialization;

/// <content>
/// Objects. They are written depth first. From <see cref="ValueCodec.DeferredDepth"/> on, the bodies of objects that can be allocated
/// before their content is known wait in a list, and are written when the object at that depth is done. The reader does the same,
/// so both need little stack however long a chain of objects is.
/// </content>
public ref partial struct ValueWriter
{
    internal void WriteReference(Type? declaredType, ObjectCodec codec, object value)
    {
        int id = -1;
        if (codec.HasIdentity)
        {
            if (Context.References.FindOrAdd(value, out id))
            {
                if (Context.References.IsUnfinished(id))
                {
                    throw new UnsendableValueException(
                        value.GetType(), value, "it contains itself, and can be rebuilt only when its content is complete",
                        "Break the cycle, or use a collection that can change");
                }

                WriteVarUInt64((ulong)(id + 1) << 1);
                return;
            }
        }

        WriteNew(declaredType, codec, value, id);
    }

    /// <summary>Writes an object that has its number already, or has none (-1).</summary>
    internal void WriteNew(Type? declaredType, ObjectCodec codec, object value, int id)
    {
        if (codec.WireType == declaredType)
        {
            WriteByte(1);
        }
        else
        {
            WriteTypeHead(codec);
        }

        if (codec.IsLate)
        {
            Enter(value);
            if (id >= 0)
            {
                Context.References.SetUnfinished(id, true);
            }

            codec.WriteBody(ref this, value);
            Leave();
            if (id >= 0)
            {
                Context.References.SetUnfinished(id, false);
            }

            return;
        }

        codec.WriteHead(ref this, value);
        if (_depth >= ValueCodec.DeferredDepth)
        {
            Context.Deferred.Add(new DeferredWrite(codec, value));
            return;
        }

        _depth++;
        codec.WriteBody(ref this, value);
        Leave();
    }

    /// <summary>Writes the head of a new object of the codec's type.</summary>
    internal void WriteTypeHead(ObjectCodec codec)
    {
        TypeSymbol symbol = codec.Symbol;
        uint code = symbol.WellKnownCode;
        if (code == 0)
        {
            code = WellKnownTypes.FirstSymbolCode + Context.MessageSymbols.IndexOf(symbol);
        }

        WriteVarUInt64(((ulong)code << 1) | 1);
    }

    internal void WriteSymbol(Symbol symbol) => WriteVarUInt32(Context.MessageSymbols.IndexOf(symbol));

    /// <summary>How many bodies wait. Given to <see cref="WriteDeferred"/> after content that has to be complete.</summary>
    internal readonly int DeferredMark => Context.Deferred.Count;

    /// <summary>Writes the bodies that were put off since <paramref name="mark"/>.</summary>
    internal void WriteDeferred(int mark)
    {
        List<DeferredWrite> deferred = Context.Deferred;
        while (deferred.Count > mark)
        {
            DeferredWrite next = deferred[^1];
            deferred.RemoveAt(deferred.Count - 1);
            WriteDeferredBody(next);
        }
    }

    /// <summary>
    /// Writes an object, but puts off its body even where there is stack for it: a delegate can be made as soon as its target exists,
    /// and then the target may refer back to the delegate.
    /// </summary>
    internal void WriteReferenceFirst(ObjectCodec codec, object value)
    {
        if (codec.IsLate || codec.HasIdentity is false)
        {
            WriteReference(typeof(object), codec, value);
            return;
        }

        if (Context.References.FindOrAdd(value, out int id))
        {
            WriteVarUInt64((ulong)(id + 1) << 1);
            return;
        }

        WriteTypeHead(codec);
        codec.WriteHead(ref this, value);
        Context.Deferred.Add(new DeferredWrite(codec, value));
    }

    /// <summary>Writes what <see cref="WriteReferenceFirst"/> put off, unless it waits together with other bodies.</summary>
    internal void WriteFirstBodies()
    {
        if (_depth < ValueCodec.DeferredDepth)
        {
            WriteDeferred(0);
        }
    }

    private void WriteDeferredBody(DeferredWrite next)
    {
        if (_depth < ValueCodec.DeferredDepth)
        {
            next.Codec.WriteBody(ref this, next.Value);
            return;
        }

        // Sizes in front, so that a reader can pass over the body when it belongs to a member that it does not know.
        VersionedFrame frame = OpenFrame();
        next.Codec.WriteBody(ref this, next.Value);
        CloseFrame(frame);
    }

    private void Enter(object value)
    {
        if (++_depth > Codec.MaxDepth)
        {
            throw new UnsendableValueException(
                value.GetType(), value, $"it is nested deeper than {Codec.MaxDepth} levels",
                "Flatten the value, or raise ValueCodecOptions.MaxDepth at both sides");
        }
    }

    private void Leave()
    {
        if (_depth-- == ValueCodec.DeferredDepth)
        {
            _depth++;
            WriteDeferred(0);
            _depth--;
        }
    }
}
