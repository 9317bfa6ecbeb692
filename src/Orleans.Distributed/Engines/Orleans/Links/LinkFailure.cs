using System.Text;
using Orleans.Distributed.Serialization.Payloads;

namespace Orleans.Distributed.Links;

/// <summary>That a question could not be answered, as a message. What user code throws is no such failure, but a part of the answer.</summary>
internal static class LinkFailure
{
    public static LinkMessage Write(long question, Exception error)
    {
        // Zero is for all but the end of a process.
        long outcome = error is ProcessExitedException exited ? 1 + (long)exited.Outcome : 0;
        return new LinkMessage(LinkMessageKind.Failure, question, outcome, 0, new Payload(Encoding.UTF8.GetBytes(Describe(error))));
    }

    /// <param name="failure">The message.</param>
    /// <param name="sender">The process that has sent it.</param>
    public static Exception Read(in LinkMessage failure, int sender) => failure.First == 0
        ? new InvalidOperationException($"Process {sender} could not answer: {Encoding.UTF8.GetString(failure.Body.Bytes)}")
        : new ProcessExitedException(sender, new ProcessExit { Reason = ProcessExitReason.Exited }, (CallOutcome)(failure.First - 1));

    private static string Describe(Exception error)
    {
        try
        {
            return $"{error.GetType()}: {error.Message}";
        }
        catch (Exception)
        {
            // The message is made by code of whoever wrote the exception.
            return error.GetType().ToString();
        }
    }
}
