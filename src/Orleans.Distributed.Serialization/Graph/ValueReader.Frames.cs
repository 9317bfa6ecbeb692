using Orleans.Distributed.Serialization.Graph;

namespace Orleans.Distributed.Serialization;

/// <content>Stretches that can be passed over.</content>
public ref partial struct ValueReader
{
    /// <summary>
    /// Passes over an object in a frame. It is read when its types are here, because later parts of the message may refer to what is in it;
    /// otherwise its bytes are skipped.
    /// </summary>
    internal void ReadOrSkipFrame()
    {
        ValueReader before = this;
        int objects = Context.Objects.Count;
        int deferred = Context.Deferred.Count;
        int completions = Context.Completions.Count;
        try
        {
            Skip(VersionedFrame.Size);
            Codec.CodecFor<object?>().Read(ref this);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            this = before;
            Context.Objects.Truncate(objects);
            Context.Deferred.RemoveRange(deferred, Context.Deferred.Count - deferred);
            Context.Completions.RemoveRange(completions, Context.Completions.Count - completions);
            SkipFrame();
        }
    }

    /// <summary>Passes over a stretch with its objects, and over the bodies it put off when they come.</summary>
    internal void SkipFrame()
    {
        uint length = ReadFixed32();
        uint objects = ReadFixed32();
        uint deferred = ReadFixed32();
        Require(length);
        if (objects > length || deferred > objects)
        {
            throw new MalformedDataException("The bytes announce more objects than they have room for.");
        }

        Context.Objects.Skip((int)objects);
        for (uint i = 0; i < deferred; i++)
        {
            Context.Deferred.Add(default);
        }

        Skip(length);
    }
}
