using System.Collections.Generic;
using SkatFtps.Errors;

namespace SkatFtps.Preflight;

/// <summary>
/// Collects what is found in one file. Of each rule the first few are kept and the rest counted: a file may have millions.
/// </summary>
internal sealed class FindingList(GatewayService service, string fileName)
{
    private const int KeptOfARule = 10;

    private readonly List<PreflightFinding> _findings = new();
    private readonly Dictionary<string, long> _counts = new();
    private readonly GatewayService _service = service;
    private readonly string _fileName = fileName;

    /// <param name="rule">One word; never changed once released.</param>
    /// <param name="message">Whole sentences.</param>
    /// <param name="source">Where the rule stands.</param>
    /// <param name="statusCode">One of <see cref="StatusCodes"/>, or null.</param>
    /// <param name="line">From 1, or null.</param>
    /// <param name="entry">The file inside a ZIP, or null.</param>
    public void Error(string rule, string message, string source, string? statusCode = null, long? line = null, string? entry = null) =>
        Add(FindingSeverity.Error, rule, message, source, statusCode, line, entry);

    /// <inheritdoc cref="Error"/>
    public void Warning(string rule, string message, string source, long? line = null, string? entry = null) =>
        Add(FindingSeverity.Warning, rule, message, source, null, line, entry);

    public void Add(FindingSeverity severity, string rule, string message, string source, string? statusCode, long? line, string? entry)
    {
        _counts.TryGetValue(rule, out long count);
        _counts[rule] = ++count;
        if (count <= KeptOfARule)
        {
            _findings.Add(new PreflightFinding(_service.Service, _fileName, severity, rule, line, entry, message, statusCode, source));
        }
    }

    /// <summary>What was found, in the order of the file, and what was only counted.</summary>
    public IReadOnlyList<PreflightFinding> ToList()
    {
        var all = new List<PreflightFinding>(_findings);
        foreach (PreflightFinding last in _findings)
        {
            if (_counts.TryGetValue(last.Rule, out long count) && count > KeptOfARule)
            {
                _counts.Remove(last.Rule);
                all.Add(
                    new PreflightFinding(
                        last.Service,
                        last.FileName,
                        last.Severity,
                        last.Rule,
                        null,
                        null,
                        $"The same {count - KeptOfARule} more times.",
                        last.StatusCode,
                        last.Source));
            }
        }

        return all;
    }
}
