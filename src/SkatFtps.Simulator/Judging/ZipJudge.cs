using System;
using System.IO;
using System.IO.Compression;
using System.Linq;
using SkatFtps.Simulator.Backends;
using SkatFtps.Simulator.Options;

namespace SkatFtps.Simulator.Judging;

/// <summary>
/// The eKapital services that take a ZIP: it opens, has no folders, and where the files are named by account, the names could be
/// an account's. What a backend calls such faults is not published, so the code is of this simulator's own making.
/// </summary>
internal sealed class ZipJudge(string service) : IContentJudge
{
    public void Take(ReadOnlySpan<byte> bytes)
    {
        // A ZIP's directory is at its end.
    }

    public ContentVerdict Finish(byte[]? kept)
    {
        // Larger than the gateway keeps: taken unseen.
        if (kept is null)
        {
            return ContentVerdict.Good;
        }

        try
        {
            using ZipArchive archive = new(new MemoryStream(kept), ZipArchiveMode.Read);
            return archive.Entries.Any(IsWrong) ? ContentVerdict.Refused(StatusError.OfBackend) : ContentVerdict.Good;
        }
        catch (InvalidDataException)
        {
            return ContentVerdict.Refused(StatusError.OfBackend);
        }
    }

    private bool IsWrong(ZipArchiveEntry entry)
    {
        string name = entry.FullName;
        if (name.Contains('/') || name.Contains('\\'))
        {
            return true;
        }

        return ServiceRules.NamesAccounts(service) && (name.Length > 30 || name.IndexOfAny("!*'();:@&=+$,?#[]".ToCharArray()) >= 0);
    }
}
