using SkatFtps.Text;

namespace SkatFtps;

/// <summary>One thing that a check found in a file, or in its name, before it was sent.</summary>
public sealed class PreflightFinding
{
    internal PreflightFinding(
        string service,
        string fileName,
        FindingSeverity severity,
        string rule,
        long? line,
        string? entry,
        string message,
        string? statusCode,
        string source)
    {
        Service = service;
        FileName = fileName;
        Severity = severity;
        Rule = rule;
        Line = line;
        Entry = entry;
        Message = message;
        StatusCode = statusCode;
        Source = source;
    }

    public FindingSeverity Severity { get; }

    /// <summary>The rule in one word; scripts may match on it.</summary>
    public string Rule { get; }

    /// <summary>The line of an XML file or the record of a Classic one, from 1; null where the whole file is meant.</summary>
    public long? Line { get; }

    /// <summary>The file inside a ZIP; null where none is meant.</summary>
    public string? Entry { get; }

    public string Message { get; }

    /// <summary>The error code of the status 0 that it would have become; null where the guide names none.</summary>
    public string? StatusCode { get; }

    /// <summary>Where the rule stands, and how sure it is.</summary>
    public string Source { get; }

    public string Service { get; }

    /// <summary>The name that it is sent under.</summary>
    public string FileName { get; }

    public override string ToString() =>
        (Line is long line ? $"{Severity} in line {line}: "
            : Entry is null ? $"{Severity}: "
            : $"{Severity} in '{Printable.Escape(Entry)}': ")
        + Message + (StatusCode is null ? string.Empty : $" ({StatusCode})");
}
