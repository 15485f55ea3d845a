using System;
using System.Collections.Generic;

namespace SkatFtps.Status;

/// <summary>
/// <c>status_&lt;service&gt;_&lt;FTPTransactionID&gt;_&lt;0-3&gt;.xml</c> (guide, "Status files").
/// </summary>
public sealed class StatusFileName
{
    private const string Prefix = "status_";
    private const string Suffix = ".xml";

    // "_1.xml"
    private const int TailLength = 6;

    private StatusFileName(string name, string service, string ftpTransaktionsId, int code)
    {
        Name = name;
        Service = service;
        FtpTransaktionsId = ftpTransaktionsId;
        Code = code;
    }

    /// <summary>The name as the server spells it.</summary>
    public string Name { get; }

    /// <summary>The known service in its known spelling, or else what stands before the first <c>_</c>.</summary>
    public string Service { get; }

    /// <summary>The uploaded file's name with its extension, or a generated one when nothing was uploaded.</summary>
    public string FtpTransaktionsId { get; }

    /// <summary>0 to 3.</summary>
    public int Code { get; }

    /// <summary>
    /// Takes a name apart. Both the service and the transaction id may hold <c>_</c>, so the longest known service
    /// wins; case does not matter. A path is no name: it is refused. The result is null when false is returned.
    /// </summary>
    public static bool TryParse(
        string? name, IEnumerable<string> knownServices, out StatusFileName? result)
    {
        result = null;
        if (name is null || name.Length <= Prefix.Length + TailLength || name.IndexOfAny(['/', '\\']) >= 0
            || !name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)
            || !name.EndsWith(Suffix, StringComparison.OrdinalIgnoreCase))
            return false;

        char digit = name[name.Length - Suffix.Length - 1];
        int end = name.Length - TailLength;
        if (digit is < '0' or > '3' || name[end] != '_')
            return false;

        string? service = LongestMatch(name, end, knownServices);
        int length = service?.Length ?? name.IndexOf('_', Prefix.Length, end - Prefix.Length) - Prefix.Length;
        int idStart = Prefix.Length + length + 1;
        if (length <= 0 || idStart >= end)
            return false;

        result = new StatusFileName(
            name, service ?? name.Substring(Prefix.Length, length), name.Substring(idStart, end - idStart), digit - '0');
        return true;
    }

    public override string ToString() => Name;

    private static string? LongestMatch(string name, int end, IEnumerable<string> knownServices)
    {
        string? longest = null;
        foreach (string service in knownServices)
        {
            int separator = Prefix.Length + service.Length;
            if (service.Length > (longest?.Length ?? 0)
                && separator + 1 < end
                && name[separator] == '_'
                && string.Compare(name, Prefix.Length, service, 0, service.Length, StringComparison.OrdinalIgnoreCase) == 0)
                longest = service;
        }

        return longest;
    }
}
