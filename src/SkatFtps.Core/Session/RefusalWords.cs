using System.Text.RegularExpressions;
using SkatFtps.Ftp;

namespace SkatFtps.Session;

/// <summary>
/// What a server's words say of a login that it refuses. RFC 959 has 530 and 421 for a wrong password and for a crowd alike; the first
/// must not be tried again by itself, for each try may be the one that locks the user out, the second passes.
/// </summary>
internal static class RefusalWords
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    private const string Many = "(connections|users|sessions|clients)";

    // "Too many connections from ...", "the maximum number of allowed clients are already connected", "50 users (the maximum) ...",
    // "session limit reached".
    private static readonly Regex Crowd = new(
        $@"\btoo\W+many\W+(\w+\W+){{0,3}}{Many}\b"
        + $@"|\bmax(imum)?\b(\W+\w+){{0,5}}?\W+{Many}\b"
        + $@"|\b{Many}\W+(\w+\W+){{0,2}}max(imum)?\b"
        + @"|\b(connection|user|session|client)s?\W+limit\b"
        + $@"|\blimit\W+of\W+(\w+\W+){{0,3}}{Many}\b"
        + @"|\b(simultaneous|concurrent|parallel)\W+log\W?[io]ns\b",
        Options);

    private static readonly Regex Fault = new(
        @"\b(fail\w*|unsuccessful|attempt\w*|tries|retries|errors?|incorrect|invalid|wrong|bad|"
            + @"lock\w*|block\w*|ban(ned)?|blacklist\w*|suspend\w*|disabled|expired)\b",
        Options);

    private static readonly Regex Login = new(
        @"\b(too\W+many|max(imum)?|log\W?[io]n\w*|logged|password|authenticat\w*|credentials?|attempts?|tries)\b",
        Options);

    /// <summary>There are as many as the server takes at a time, and nothing is said against this one.</summary>
    public static bool TellOfCrowd(FtpReply? reply) =>
        reply is { Code: 530 or 421 } && Crowd.IsMatch(reply.Text) && !Fault.IsMatch(reply.Text);

    /// <summary>A login, or earlier ones, went wrong: with 421 too, which otherwise speaks of the server alone.</summary>
    public static bool TellOfFault(FtpReply? reply) => reply is { Code: 421 } && Login.IsMatch(reply.Text) && Fault.IsMatch(reply.Text);
}
