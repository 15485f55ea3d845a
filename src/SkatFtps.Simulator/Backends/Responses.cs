using System;
using System.Globalization;
using System.Text;
using SkatFtps.Simulator.Folders;
using SkatFtps.Simulator.Options;

namespace SkatFtps.Simulator.Backends;

/// <summary>
/// What the backends answer. The real responses are their own and not described; these say which bytes they answer, and beyond
/// that only what is known of them: error and advice lists are text, receipts of debt claims say one of four words.
/// </summary>
internal static class Responses
{
    internal static byte[] Of(UploadedFile file, ClaimReceipt receipt)
    {
        if (ServiceRules.TakesClaims(file.Service))
        {
            return Receipt(file, receipt);
        }

        if (file.Verdict is not null && ServiceRules.IsClassic(file.Service))
        {
            return ErrorList(file);
        }

        return Encoding.UTF8.GetBytes(
            ServiceRules.ResponseName(file.Service, file.Name).EndsWith(".xml", StringComparison.Ordinal)
                ? string.Create(CultureInfo.InvariantCulture,
                    $"<?xml version=\"1.0\""
                        + $" encoding=\"UTF-8\"?>\n<response><bytes>{file.Bytes}</bytes><sha256>{file.Sha256}</sha256></response>\n")
                : string.Create(CultureInfo.InvariantCulture, $"{file.Service} {file.Bytes} bytes {file.Sha256}\n"));
    }

    internal static byte[] AdviceList(UploadedFile file) => Encoding.Latin1.GetBytes(string.Create(
        CultureInfo.InvariantCulture, $"ADVICE LIST {file.Service} {file.Name}\r\n{file.Bytes} bytes {file.Sha256}\r\n"));

    private static byte[] ErrorList(UploadedFile file)
    {
        StringBuilder list = new();
        list.Append(CultureInfo.InvariantCulture, $"ERROR LIST {file.Service} {file.Name}\r\n{file.Bytes} bytes {file.Sha256}\r\n");
        foreach (string error in file.Verdict!.ErrorList)
        {
            list.Append("ERROR ").Append(error).Append("\r\n");
        }

        return Encoding.Latin1.GetBytes(list.ToString());
    }

    private static byte[] Receipt(UploadedFile file, ClaimReceipt receipt) => Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $"<?xml version=\"1.0\""
            + $" encoding=\"UTF-8\"?>\n<kvittering><status>{receipt.ToString().ToUpperInvariant()}</status>"
            + $"<bytes>{file.Bytes}</bytes><sha256>{file.Sha256}</sha256></kvittering>\n"));
}
