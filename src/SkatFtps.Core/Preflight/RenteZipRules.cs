using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Gateway;

namespace SkatFtps.Preflight;

/// <summary>
/// eKapital after the guide "Rente": one ZIP a delivery, no folders in it, one XML file for each account, named as the account.
/// FATCA and CRS came later; that the rules for the names hold for them too is inferred.
/// </summary>
internal static class RenteZipRules
{
    private const int LongestAccount = 30;
    private const int SeNumberLength = 8;
    private const string NotInAccounts = "\\!*'();:@&=+$,/?#[]";

    public static readonly string[] RenteServices = { "Indlaan", "Pantebreve", "Pensiondiverse", "Prioritetslaan", "Udlaan" };

    public static bool IsRente(GatewayService service) => RenteServices.Contains(service.Service, StringComparer.OrdinalIgnoreCase);

    public static async Task CheckAsync(GatewayService service, string name, Stream file, FindingList findings, CancellationToken stop)
    {
        if (IsRente(service))
        {
            CheckName(name, findings);
        }

        // For CBC even the ZIP is inferred.
        FindingSeverity broken = service.Family == FileFamily.Zip ? FindingSeverity.Error : FindingSeverity.Warning;
        FindingSeverity misnamed = IsRente(service) ? FindingSeverity.Error : FindingSeverity.Warning;
        string source = IsRente(service) ? Sources.Rente : Sources.RenteForOthers;
        try
        {
            ZipDirectoryReader directory = await ZipDirectoryReader.OpenAsync(file, stop).ConfigureAwait(false);
            if (directory.Count == 0)
            {
                findings.Warning("ZipEmpty", "The ZIP holds no file.", Sources.Inferred);
            }

            for (long i = 0; i < directory.Count; i++)
            {
                ZipEntryName entry = await directory.ReadAsync(stop).ConfigureAwait(false);
                CheckEntry(entry, broken, misnamed, source, findings);
            }
        }
        catch (InvalidDataException e)
        {
            findings.Add(
                broken,
                "ZipUnreadable",
                $"The file is no readable ZIP: {e.Message}.",
                broken == FindingSeverity.Error ? Sources.Rente : Sources.RenteForOthers,
                null,
                null,
                null);
        }
    }

    private static void CheckEntry(
        ZipEntryName entry, FindingSeverity broken, FindingSeverity misnamed, string source, FindingList findings)
    {
        string name = entry.Name;
        if (name.IndexOf('/') >= 0 || name.IndexOf('\\') >= 0)
        {
            findings.Add(broken, "ZipFolder", "The ZIP holds a folder; all files must lie at its top.", source, null, null, name);
        }
        else if (name.IndexOfAny(NotInAccounts.ToCharArray()) is int at && at >= 0)
        {
            findings.Add(
                misnamed,
                "ZipEntryName",
                $"The name holds '{name[at]}'; as an account's id it must be without {NotInAccounts}",
                source,
                null,
                null,
                name);
        }
        else if (name.Length > LongestAccount)
        {
            findings.Add(
                misnamed,
                "ZipEntryNameLong",
                $"The name has {name.Length} characters; as an account's id it may have {LongestAccount}.",
                source,
                null,
                null,
                name);
        }

        if (!entry.IsUtf8)
        {
            findings.Warning(
                "ZipEntryEncoding", "The name holds letters beyond ASCII and is not marked as UTF-8.", Sources.Zip, entry: name);
        }

        if (entry.IsEncrypted)
        {
            findings.Warning(
                "ZipEncrypted", "The file is encrypted; nothing says that the gateway could open it.", Sources.Inferred, entry: name);
        }

        if (entry.IsPacked)
        {
            findings.Warning("ZipMethod", "The file is packed in another way than deflate.", Sources.Inferred, entry: name);
        }
    }

    // The outer name is made of the SE number, the period and a unique name; what stands between them is not published.
    private static void CheckName(string name, FindingList findings)
    {
        bool validates = ValidationName.Is(name);
        string rest = validates ? name.Substring(ValidationName.Prefix.Length) : name;
        if (rest.Length < SeNumberLength || !rest.Take(SeNumberLength).All(c => c is >= '0' and <= '9'))
        {
            findings.Warning(
                "SeNumberMissing",
                $"The name does not begin with an SE number of {SeNumberLength}"
                    + $" digits{(validates ? " after " + ValidationName.Prefix : string.Empty)}.",
                Sources.Rente + "; its place is inferred");
        }
    }
}
