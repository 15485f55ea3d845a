using System;
using System.Linq;
using System.Text;
using SkatFtps.Gateway;
using SkatFtps.Sending;
using SkatFtps.Text;

namespace SkatFtps.Preflight;

/// <summary>Any file's name: it becomes the FTPTransaktionsId and a part of the names in /out (guide, "Status files").</summary>
internal static class NameRules
{
    // status_<service>_<name>_<code>.xml and <service>_in_<name>_response.txt; most file systems end at 255 bytes.
    private const int LongestFileName = 255;
    private const int LongestComfortable = 80;

    /// <returns>The refusal that no send can overlook, or null.</returns>
    public static GatewayException? Check(GatewayService service, string name, FindingList findings)
    {
        try
        {
            FilingFile.CheckName(name);
        }
        catch (GatewayException e)
        {
            findings.Error(e.ErrorId, e.Message, Sources.Ftp);
            return e;
        }

        char[] odd = name.Where(c => !IsPortable(c)).Distinct().ToArray();
        if (odd.Length > 0)
        {
            findings.Warning(
                "NameNotPortable", $"The name holds {string.Join(" ", odd.Select(c => $"'{Printable.Escape(c.ToString())}'"))}, which"
                    + " servers and file systems may read differently. Letters A to Z, digits, dot, hyphen and underscore are"
                    + " safe.", Sources.Inferred);
        }

        int inOut = Encoding.UTF8.GetByteCount($"{service.Service}_in_{name}_response.txt");
        if (inOut > LongestFileName)
        {
            findings.Warning("NameTooLong", $"With this name the response in /out would have a name of {inOut} bytes; most file systems"
                + $" end at {LongestFileName}.", Sources.OutNames);
        }
        else if (name.Length > LongestComfortable)
        {
            findings.Warning("NameLong", $"The name has {name.Length} characters; up to {LongestComfortable} are safe.", Sources.Inferred);
        }

        return null;
    }

    /// <summary>A file meant for validation must not be filed, and one meant to be filed not only validated.</summary>
    public static void CheckValidation(GatewayService service, string name, bool validateOnly, FindingList findings)
    {
        if (!validateOnly)
        {
            if (ValidationName.IsMisspelt(name))
            {
                findings.Warning(
                    "ValidationPrefixMisspelt",
                    $"The name begins with '{name.Substring(0, ValidationName.Prefix.Length)}': only {ValidationName.Prefix}, in lower"
                        + " case, is validated and not filed. This file is filed for good.",
                    Sources.Validation);
            }
            else if (service.Family == FileFamily.Zip && ValidationName.Is(name))
            {
                findings.Warning(
                    "NothingIsFiled", $"A name that begins with {ValidationName.Prefix} is validated and not filed.", Sources.Validation);
            }
        }
        else if (!RenteZipRules.IsRente(service))
        {
            findings.Error("ValidationNotOffered", $"'{service.Service}' is not known to validate without filing: the file could be"
                + $" filed for good. Known to do it: {string.Join(", ", RenteZipRules.RenteServices)}.", Sources.Validation);
        }
        else if (!ValidationName.Is(name))
        {
            findings.Error("ValidationPrefixMissing", $"The name '{Printable.Escape(name)}' does not begin with"
                + $" {ValidationName.Prefix}{(ValidationName.IsMisspelt(name) ? " in lower case" : string.Empty)}, so the file would be"
                + " filed for good.", Sources.Validation);
        }
    }

    private static bool IsPortable(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '.' or '_' or '-';
}
