using System.Buffers.Binary;
using Orleans.Distributed.Serialization.Codecs;
using Orleans.Distributed.Serialization.Graph;

namespace Orleans.Distributed.Serialization.Versioning;

internal delegate TMember Getter<T, TMember>(ref T target);

internal delegate void Setter<T, TMember>(ref T target, TMember value);

/// <inheritdoc/>
/// <typeparam name="T">The type that has it.</typeparam>
/// <typeparam name="TMember">The type of the member.</typeparam>
internal sealed class VersionedMember<T, TMember>(uint id, ValueCodec owner, Getter<T, TMember> get, Setter<T, TMember> set)
    : VersionedMember<T>(id)
{
    private readonly MemberForm _form = FormOf(owner.CodecFor<TMember>());
    private readonly Codec<TMember> _codec = owner.CodecFor<TMember>();

    public override bool TryWrite(ref ValueWriter writer, ref T target)
    {
        TMember value = get(ref target);
        if (value is null || (typeof(TMember).IsValueType && (_codec.IsPlain && EqualityComparer<TMember>.Default.Equals(value, default))))
        {
            return false;
        }

        writer.WriteVarUInt64(Head(_form));
        switch (_form)
        {
            case MemberForm.Sized:
                Span<byte> size = writer.Hole(4);
                long start = writer.Written;
                _codec.Write(ref writer, value);
                BinaryPrimitives.WriteUInt32LittleEndian(size, checked((uint)(writer.Written - start)));
                break;
            case MemberForm.Framed:
                VersionedFrame frame = writer.OpenFrame();
                WriteDescribed(ref writer, value);
                writer.CloseFrame(frame);
                break;
            default:
                _codec.Write(ref writer, value);
                break;
        }

        return true;
    }

    public override void Read(ref ValueReader reader, ref T target, MemberForm form)
    {
        if (form != _form)
        {
            throw WrongForm(form);
        }

        if (form == MemberForm.Sized)
        {
            long end = reader.Remaining - reader.ReadFixed32() - sizeof(uint);
            set(ref target, _codec.Read(ref reader));
            if (reader.Remaining != end)
            {
                throw WrongForm(form);
            }
        }
        else if (form == MemberForm.Framed)
        {
            reader.Skip(VersionedFrame.Size);
            set(ref target, owner.CodecFor<object?>().Read(ref reader) is TMember value ? value : throw WrongForm(form));
        }
        else
        {
            set(ref target, _codec.Read(ref reader));
        }
    }

    private static MemberForm FormOf(Codec<TMember> codec)
    {
        Type type = typeof(TMember).IsEnum ? typeof(TMember).GetEnumUnderlyingType() : typeof(TMember);
        return Type.GetTypeCode(type) switch
        {
            TypeCode.Int16 or TypeCode.Int32 or TypeCode.Int64 => MemberForm.Signed,
            TypeCode.UInt16 or TypeCode.UInt32 or TypeCode.UInt64 or TypeCode.Char => MemberForm.Unsigned,
            TypeCode.Single => MemberForm.Fixed32,
            TypeCode.Double => MemberForm.Fixed64,
            TypeCode.String => MemberForm.Text,
            _ => codec.IsPlain ? MemberForm.Sized : MemberForm.Framed,
        };
    }

    private void WriteDescribed(ref ValueWriter writer, TMember value)
    {
        if (_codec is IDescribingCodec<TMember> describing)
        {
            describing.WriteDescribed(ref writer, value);
        }
        else
        {
            // A structure goes as it would in a box: the reader may know no better than "an object".
            writer.WriteReference(null, owner.ObjectCodecFor(value!.GetType()), value);
        }
    }
}
