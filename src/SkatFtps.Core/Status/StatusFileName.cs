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

    private static readonly char[] PathSeparators = ['/', '\\'];

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
        if (!TrySplit(name, knownServices, out string? service, out int idStart))
        {
            result = null;
            return false;
        }

        int end = name!.Length - TailLength;
        result = new StatusFileName(
            name, service ?? name.Substring(
                Prefix.Length, idStart - 1 - Prefix.Length), name.Substring(idStart, end - idStart), name[end + 1] - '0');
        return true;
    }

    /// <summary>Whether <see cref="TryParse"/> would take it apart; makes nothing, for long listings.</summary>
    internal static bool IsOne(string name, IEnumerable<string> knownServices) => TrySplit(name, knownServices, out _, out _);

    public override string ToString() => Name;

    // The known service, or null where it is what stands before the first '_', and where the transaction id begins.
    private static bool TrySplit(string? name, IEnumerable<string> knownServices, out string? service, out int idStart)
    {
        service = null;
        idStart = 0;
        if (name is null || name.Length <= Prefix.Length + TailLength || name.IndexOfAny(PathSeparators) >= 0
            || !name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)
            || !name.EndsWith(Suffix, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        char digit = name[name.Length - Suffix.Length - 1];
        int end = name.Length - TailLength;
        if (digit is < '0' or > '3' || name[end] != '_')
        {
            return false;
        }

        service = LongestMatch(name, end, knownServices);
        int length = service?.Length ?? name.IndexOf('_', Prefix.Length, end - Prefix.Length) - Prefix.Length;
        idStart = Prefix.Length + length + 1;
        return length > 0 && idStart < end;
    }

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
            {
                longest = service;
            }
        }

        return longest;
    }
}
