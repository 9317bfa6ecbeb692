namespace Orleans.Distributed.Serialization.Versioning;

/// <summary>Passes over members that the sender's version of a type has and this one has not.</summary>
internal static class UnknownMember
{
    public static void Skip(ref ValueReader reader, MemberForm form)
    {
        switch (form)
        {
            case MemberForm.Signed or MemberForm.Unsigned:
                reader.ReadVarUInt64();
                break;
            case MemberForm.Fixed32:
                reader.Skip(4);
                break;
            case MemberForm.Fixed64:
                reader.Skip(8);
                break;
            case MemberForm.Text:
                reader.ReadString();
                break;
            case MemberForm.Sized:
                reader.Skip(reader.ReadFixed32());
                break;
            case MemberForm.Framed:
                reader.ReadOrSkipFrame();
                break;
            default:
                throw new MalformedDataException("A member has an unknown form.");
        }
    }
}
