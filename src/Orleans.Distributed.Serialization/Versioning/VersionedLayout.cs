using System.Buffers.Binary;

namespace Orleans.Distributed.Serialization.Versioning;

/// <summary>
/// Types with numbered members. Each layer (a base class, the parameters of a record, the members of the class itself) has numbers of its
/// own,
/// and is written as the number of its members that follow, and these.
/// </summary>
internal sealed class VersionedLayout<T>(VersionedMember<T>[][] layers)
{
    public void Write(ref ValueWriter writer, ref T target)
    {
        foreach (VersionedMember<T>[] members in layers)
        {
            Span<byte> count = writer.Hole(sizeof(ushort));
            ushort written = 0;
            foreach (VersionedMember<T> member in members)
            {
                if (member.TryWrite(ref writer, ref target))
                {
                    written++;
                }
            }

            BinaryPrimitives.WriteUInt16LittleEndian(count, written);
        }
    }

    public void Read(ref ValueReader reader, ref T target)
    {
        Span<byte> head = stackalloc byte[sizeof(ushort)];
        foreach (VersionedMember<T>[] members in layers)
        {
            reader.ReadBytes(head);
            int next = 0;
            for (int count = BinaryPrimitives.ReadUInt16LittleEndian(head); count > 0; count--)
            {
                ReadMember(ref reader, ref target, members, ref next);
            }
        }
    }

    private static void ReadMember(ref ValueReader reader, ref T target, VersionedMember<T>[] members, ref int next)
    {
        ulong head = reader.ReadVarUInt64();
        var form = (MemberForm)(head & 7);
        ulong id = head >> 3;

        // Members come in the order of their numbers, on both sides.
        while (next < members.Length && members[next].Id < id)
        {
            next++;
        }

        if (next < members.Length && members[next].Id == id)
        {
            members[next++].Read(ref reader, ref target, form);
        }
        else
        {
            UnknownMember.Skip(ref reader, form);
        }
    }
}
