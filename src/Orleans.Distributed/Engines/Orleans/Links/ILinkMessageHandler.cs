namespace Orleans.Distributed.Links;

/// <summary>What a process does with the messages that come over its links.</summary>
internal interface ILinkMessageHandler
{
    /// <summary>Whether handling such a message takes a moment only, so that it may be done where it arrives.</summary>
    bool IsShort(LinkMessageKind kind);

    /// <summary>Handles a message that is no answer. Called for one after the other, in the order in which they were sent.</summary>
    void Handle(ProcessLink link, in LinkMessage message);
}
