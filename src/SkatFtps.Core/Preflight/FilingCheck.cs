using System;
using System.IO;
using System.Security;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Errors;
using SkatFtps.Gateway;
using SkatFtps.Sending;

namespace SkatFtps.Preflight;

/// <summary>Checks a file before it is sent, by what is known of its service. The file is read once, as a stream.</summary>
public static class FilingCheck
{
    /// <summary>Checks the name and the content.</summary>
    /// <param name="service">In any case; of one that the guide does not list only the name is checked, and that there is content.</param>
    /// <param name="file">Is held against writers meanwhile.</param>
    /// <param name="name">The name to send it under.</param>
    /// <param name="validateOnly">The file shall be validated and not filed.</param>
    /// <param name="earlier">Tells in words of an earlier submission under the name, or null; itself null where no ledger can be
    /// asked.</param>
    /// <param name="stop">Cancels.</param>
    /// <exception cref="GatewayException">FileNotFound, FileNotRegular, FileUnreadable.</exception>
    public static async Task<PreflightReport> RunAsync(
        string service, FileInfo file, string name, bool validateOnly, Func<string, CancellationToken, Task<string?>>? earlier,
        CancellationToken stop)
    {
        GatewayService known = ServiceCatalogue.Find(service);
        var findings = new FindingList(known, name);
        GatewayException? refusal = NameRules.Check(known, name, findings);
        NameRules.CheckValidation(known, name, validateOnly, findings);
        if (earlier is not null && await earlier(name, stop).ConfigureAwait(false) is { } use)
        {
            findings.Error("NameUsedBefore", $"The name {use}.", Sources.Names, StatusCodes.NameReused);
        }

        using FileStream stream = FilingFile.OpenRead(file);
        if (stream.Length == 0)
        {
            GatewayException empty = FilingFile.Empty(file);
            findings.Error(
                empty.ErrorId,
                "The file is empty.",
                Sources.EmptyFile,
                known.Family == FileFamily.Classic ? StatusCodes.FirstRecord : null);
            refusal ??= empty;
        }
        else
        {
            try
            {
                await CheckContentAsync(known, name, stream, findings, stop).ConfigureAwait(false);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or SecurityException)
            {
                throw FilingFile.Unreadable(file.FullName, e);
            }
        }

        return new PreflightReport(name, findings.ToList(), refusal);
    }

    /// <summary>Checks only that a file meant for validation is named so that nothing is filed. This check cannot be passed over.</summary>
    public static PreflightReport CheckValidationName(string service, string name)
    {
        GatewayService known = ServiceCatalogue.Find(service);
        var findings = new FindingList(known, name);
        NameRules.CheckValidation(known, name, validateOnly: true, findings);
        return new PreflightReport(name, findings.ToList(), null);
    }

    private static async Task CheckContentAsync(
        GatewayService service, string name, FileStream file, FindingList findings, CancellationToken stop)
    {
        switch (service.Family)
        {
            case FileFamily.Classic:
                await ClassicRules.CheckAsync(service, file, findings, stop).ConfigureAwait(false);
                break;
            case FileFamily.Zip:
                await RenteZipRules.CheckAsync(service, name, file, findings, stop).ConfigureAwait(false);
                break;
            case FileFamily.XmlOrZip when await BeginsAsZipAsync(file, stop).ConfigureAwait(false):
                await RenteZipRules.CheckAsync(service, name, file, findings, stop).ConfigureAwait(false);
                break;
            case FileFamily.Xml or FileFamily.XmlOrZip:
                await XmlRules.CheckAsync(file, findings, stop).ConfigureAwait(false);
                break;
        }
    }

    private static async Task<bool> BeginsAsZipAsync(FileStream file, CancellationToken stop)
    {
        var head = new byte[2];
        int count = await file.ReadAsync(head, 0, 2, stop).ConfigureAwait(false);
        file.Position = 0;
        return count == 2 && head[0] == 'P' && head[1] == 'K';
    }
}
