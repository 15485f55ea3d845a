using System.Collections.Generic;
using System.Linq;

namespace SkatFtps.Ftp;

/// <summary>
/// Whether the replies of one control connection answer the commands that they were asked for. Written once for every engine: an engine
/// tells it what it asks and what it reads, and closes the connection where this says that the dialogue is out of step.
/// </summary>
internal sealed class DialogueOrder
{
    private readonly List<FtpReply> _refusals = new();

    /// <summary>
    /// What the server said unasked, and, where the dialogue proved out of step, every refusal since the last upload that was confirmed or
    /// the last proof: one of them may have been its late last word. Empty while the dialogue is in step.
    /// </summary>
    public IReadOnlyList<FtpReply> Unasked { get; private set; } = [];

    /// <summary>The command that was written last; null before the first.</summary>
    public string? Asked { get; set; }

    /// <summary>A reply was read as the answer to the last command.</summary>
    /// <exception cref="FtpsException">RepliesOutOfStep: it cannot be that.</exception>
    public void Answered(FtpReply reply)
    {
        if (!FtpReplyCodes.MayAnswer(Asked, reply.Code))
        {
            throw Broken(
                $"The server answered {Asked} with {reply}, which is the answer to something else.",
                [reply],
                reply,
                FtpReplyCodes.IsRepeatable(Asked!));
        }

        if (IsVerdict(reply))
        {
            _refusals.Add(reply);
        }
    }

    /// <summary>An upload was confirmed, or the dialogue was proved to be in step: what was refused before was refused rightly.</summary>
    public void Settled() => _refusals.Clear();

    /// <summary>Something lies there unread before a command is written; the command must not be.</summary>
    /// <param name="verb">Of the command.</param>
    /// <param name="pending">The whole replies among it.</param>
    public FtpsException Pending(string verb, IReadOnlyList<FtpReply> pending)
    {
        string what = pending.Count == 0 ? "something that is no whole reply" : string.Join("; ", pending);
        return Broken($"Before {verb} was sent, the server had said unasked: {what}. {verb} was not sent.", pending, null, mayGoAnew: true);
    }

    /// <summary>A refusal of STOR that could not be proved to be the answer to it.</summary>
    public static FtpsException Unproved(FtpReply refusal, string why) =>
        new(FtpsFailure.RepliesOutOfStep, $"The server answered STOR with {refusal}, and it is not certain that it meant this STOR: {why}")
        {
            Reply = refusal,
        };

    /// <summary>The server said something while nobody asked, or answered what it was not asked.</summary>
    public void Overheard(IReadOnlyList<FtpReply> replies) => Unasked = replies.Concat(_refusals).Distinct().ToArray();

    /// <summary>What can be the last word on a transfer that failed; 421 speaks of the connection.</summary>
    public static bool IsVerdict(FtpReply reply) => reply.IsRefusal && reply.Code != 421;

    private FtpsException Broken(string fact, IReadOnlyList<FtpReply> unasked, FtpReply? reply, bool mayGoAnew)
    {
        Overheard(unasked);
        return new FtpsException(FtpsFailure.RepliesOutOfStep, fact) { Reply = reply, MayGoAnew = mayGoAnew };
    }
}
