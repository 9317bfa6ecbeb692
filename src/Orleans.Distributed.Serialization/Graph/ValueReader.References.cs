using Orleans.Distributed.Serialization.Codecs;
using Orleans.Distributed.Serialization.Graph;
using Orleans.Distributed.Serialization.Symbols;

namespace Orleans.Distributed.Serialization;

/// <content>Objects, in the order described at the writer.</content>
public ref partial struct ValueReader
{
    /// <summary>
    /// Whether objects that were read may be without their content: those below a certain depth get it later, and in a cycle some object
    /// refers to one that is not filled yet. Then hashing and comparing wait for the end of the value.
    /// </summary>
    internal readonly bool MayBeIncomplete => _hasCycles || _depth >= ValueCodec.DeferredDepth;

    internal readonly int DeferredMark => Context.Deferred.Count;

    internal object FindObject(ulong id)
    {
        object value = Context.Objects.Find(id, out bool complete)
            ?? throw new MalformedDataException($"The bytes refer to object {id}, which does not exist or is not complete.");
        _hasCycles |= !complete;
        return value;
    }

    internal readonly ObjectCodec FindCodec(ulong code)
    {
        if (code < WellKnownTypes.FirstSymbolCode)
        {
            return Codec.WellKnownCodec((uint)code);
        }

        return FindSymbol(code - WellKnownTypes.FirstSymbolCode).ResolveType(Codec);
    }

    internal readonly DecodedSymbol FindSymbol(ulong index)
        => index < (uint)Context.MessageSymbols.Count
            ? Context.MessageSymbols[(int)index]
            : throw new MalformedDataException($"The bytes refer to symbol {index}, and the message has {Context.MessageSymbols.Count}.");

    /// <summary>Reads a new object, whose head was read.</summary>
    internal object ReadNew(ObjectCodec codec)
    {
        int id = codec.HasIdentity ? Context.Objects.Reserve() : -1;
        object value;
        if (codec.IsLate)
        {
            Enter();
            value = codec.ReadLate(ref this);
            Leave();
            if (id >= 0)
            {
                Context.Objects.Set(id, value, complete: true);
            }

            return value;
        }

        value = codec.Allocate(ref this);
        if (id >= 0)
        {
            Context.Objects.Set(id, value, complete: false);
        }

        if (_depth >= ValueCodec.DeferredDepth)
        {
            Context.Deferred.Add(new DeferredRead(codec, value, id));
            return value;
        }

        _depth++;
        codec.Fill(ref this, value);
        Leave();
        if (id >= 0)
        {
            Context.Objects.Complete(id);
        }

        return value;
    }

    /// <summary>Reads the bodies that were put off since <paramref name="mark"/>.</summary>
    internal void ReadDeferred(int mark)
    {
        List<DeferredRead> deferred = Context.Deferred;
        while (deferred.Count > mark)
        {
            DeferredRead next = deferred[^1];
            deferred.RemoveAt(deferred.Count - 1);
            if (next.Codec is null)
            {
                SkipFrame();
                continue;
            }

            if (_depth >= ValueCodec.DeferredDepth)
            {
                Skip(VersionedFrame.Size);
            }

            next.Codec.Fill(ref this, next.Value!);
            if (next.Id >= 0)
            {
                Context.Objects.Complete(next.Id);
            }
        }
    }

    /// <summary>Reads an object whose body comes later in any case.</summary>
    internal object? ReadReferenceFirst()
    {
        ulong head = ReadVarUInt64();
        if (head == 0)
        {
            return null;
        }

        if ((head & 1) == 0)
        {
            return FindObject((head >> 1) - 1);
        }

        ObjectCodec codec = head == 1 ? Codec.ObjectCodecFor(typeof(object)) : FindCodec(head >> 1);
        if (codec.IsLate || codec.HasIdentity is false)
        {
            return ReadNew(codec);
        }

        int id = Context.Objects.Reserve();
        object value = codec.Allocate(ref this);
        Context.Objects.Set(id, value, complete: false);
        Context.Deferred.Add(new DeferredRead(codec, value, id));
        return value;
    }

    internal void ReadFirstBodies()
    {
        if (_depth < ValueCodec.DeferredDepth)
        {
            ReadDeferred(0);
        }
    }

    /// <summary>
    /// Puts off what needs the content of all objects of the current value, such as hashing keys that take part in a cycle.
    /// </summary>
    internal readonly void WhenComplete(Action action) => Context.Completions.Add(action);

    /// <summary>How many such actions wait. Given to <see cref="Finish"/> after content that has to be complete.</summary>
    internal readonly int CompletionMark => Context.Completions.Count;

    /// <summary>
    /// Does what was put off since <paramref name="mark"/>, in the order in which the objects ended, so that inner ones come first.
    /// </summary>
    internal readonly void Finish(int mark)
    {
        List<Action> completions = Context.Completions;
        if (completions.Count > mark)
        {
            for (int i = mark; i < completions.Count; i++)
            {
                completions[i]();
            }

            completions.RemoveRange(mark, completions.Count - mark);
        }
    }

    private void Enter()
    {
        if (++_depth > Codec.MaxDepth)
        {
            throw new MalformedDataException($"The bytes are nested deeper than {Codec.MaxDepth} levels.");
        }
    }

    private void Leave()
    {
        if (_depth-- == ValueCodec.DeferredDepth)
        {
            _depth++;
            ReadDeferred(0);
            _depth--;
        }
    }
}
