using System;
using System.Collections.Generic;

namespace SkatFtps.Ftp;

/// <summary>
/// Which codes may answer which command (RFC 959, 5.4; RFC 2228; RFC 2389; RFC 2428; RFC 3659; RFC 4217). A reply that is not in the table
/// was not meant for the command: the dialogue is out of step.
/// </summary>
internal static class FtpReplyCodes
{
    /// <summary>
    /// 1yz that are read over while a transfer's last word is awaited: RFC 959 allows 110 in STOR, and servers count kilobytes so.
    /// </summary>
    public const int MostPreliminary = 100;

    // Of the replies that say yes; a command that is not named here may be answered by any.
    private static readonly Dictionary<string, int[]> Positive = new(StringComparer.Ordinal)
    {
        ["USER"] = [230, 232, 331, 332, 336],
        ["PASS"] = [202, 230, 232, 332],
        ["FEAT"] = [211],
        ["OPTS"] = [200, 202, 211, 250],
        ["PBSZ"] = [200, 202],
        ["PROT"] = [200, 202],
        ["PWD"] = [257],
        ["CWD"] = [200, 250],
        ["TYPE"] = [200],
        ["PASV"] = [227],
        ["EPSV"] = [229],
        ["NOOP"] = [200, 250],
        ["DELE"] = [200, 250],
        ["SIZE"] = [213],
        ["MDTM"] = [213],
        ["LIST"] = [226, 250],
        ["NLST"] = [226, 250],
        ["MLSD"] = [226, 250],
        ["RETR"] = [226, 250],
        ["STOR"] = [226, 250],
    };

    /// <summary>Whether a reply may be the answer to a command.</summary>
    /// <param name="verb">Of the command that was written last; null before the first.</param>
    /// <param name="code">Of the reply.</param>
    public static bool MayAnswer(string? verb, int code)
    {
        if (verb is null || !Positive.TryGetValue(verb, out int[]? codes))
        {
            return true;
        }

        return code switch
        {
            < 200 => IsTransfer(verb),
            < 400 => Array.IndexOf(codes, code) >= 0,

            // What only the end of a transfer says, and what only those who deal with its data connection do.
            426 or 452 or 552 => IsTransfer(verb),
            425 => IsTransfer(verb) || verb is "PASV" or "EPSV",
            _ => true,
        };
    }

    /// <summary>The command may be said again on another connection, whatever became of it on this one.</summary>
    public static bool IsRepeatable(string verb) => verb is not ("STOR" or "DELE");

    private static bool IsTransfer(string verb) => verb is "STOR" or "RETR" or "LIST" or "NLST" or "MLSD";
}
