using System;
using SkatFtps.Errors;
using SkatFtps.Ftp;
using SkatFtps.Session;

namespace SkatFtps;

/// <summary>Something between us and the gateway failed: what, whether the session is usable, whether sending again is safe.</summary>
/// <param name="errorId">The cause.</param>
/// <param name="fact">What happened, in whole sentences.</param>
/// <param name="recommendedAction">What to do; the message ends with it. Null takes it from the catalogue, where it belongs.</param>
/// <param name="inner">What the platform threw.</param>
public sealed class GatewayException(
    string errorId,
    string fact,
    string? recommendedAction = null,
    Exception? inner = null) : SkatFtpsException(errorId, Compose(errorId, fact, recommendedAction), recommendedAction, inner)
{

    /// <summary>A cause that the catalogue knows more closely in some case, with what it advises then.</summary>
    /// <param name="errorId">The cause.</param>
    /// <param name="variant">Its <c>Advice.variant</c> in the catalogue.</param>
    /// <param name="fact">What happened, in whole sentences.</param>
    /// <param name="inner">What the platform threw.</param>
    public static GatewayException InCase(string errorId, string variant, string fact, Exception? inner = null) =>
        new(errorId, fact, ErrorCatalogue.AdviceFor(errorId, variant), inner);

    /// <summary>The server's reply code, or null when it said nothing.</summary>
    public int? ReplyCode { get; set; }

    /// <summary>The server's words, control characters escaped; null when it said nothing.</summary>
    public string? ReplyText { get; set; }

    /// <summary>
    /// For a failed submission: true when the file certainly did not reach the gateway, so that the same file may be sent again;
    /// false when it may have arrived. Null where nothing was being sent.
    /// </summary>
    public bool? SafeToResend { get; set; }

    /// <summary>
    /// For FileNameAlreadySent: whether the file has the content that went, or may have gone, under the name; null where that is not known,
    /// and elsewhere.
    /// </summary>
    public bool? IsSameFile { get; set; }

    /// <summary>The next command can follow on the same session.</summary>
    public bool SessionUsable { get; set; }

    /// <summary>STOR was written, and nothing proves that the file did not arrive.</summary>
    internal bool MayHaveArrived { get; set; }

    internal static GatewayException From(FtpsException e, GatewayEndpoint endpoint) =>
        new(GatewayAdvice.IdOf(e), e.Message, GatewayAdvice.For(e, endpoint), e)
        {
            ReplyCode = e.Reply?.Code,
            ReplyText = e.Reply?.Text,
            SessionUsable = e.SessionUsable,
            MayHaveArrived = e.MayHaveArrived,
        };

    /// <summary>The same failure, with what was going on.</summary>
    internal GatewayException While(string what) => new(ErrorId, $"While {what}: {Fact}", RecommendedAction, InnerException)
    {
        ReplyCode = ReplyCode,
        ReplyText = ReplyText,
        SessionUsable = SessionUsable,
    };

    /// <summary>The same failure, told of a file that was being sent.</summary>
    internal GatewayException AboutSending(string fileName, bool safe) => new(
        ErrorId,
        safe
            ? $"'{fileName}' was not sent. {Fact} It is safe to send it again."
            : $"It is not known whether '{fileName}' arrived. {Fact} Do not send it again, neither under this name nor under another.",
        RecommendedAction,
        this)
    {
        ReplyCode = ReplyCode,
        ReplyText = ReplyText,
        SessionUsable = SessionUsable,
        SafeToResend = safe,
    };
}
