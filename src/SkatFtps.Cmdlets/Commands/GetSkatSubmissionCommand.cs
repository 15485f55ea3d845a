using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using SkatFtps.Cmdlets.Completion;
using SkatFtps.Cmdlets.Parameters;
using SkatFtps.Ledger;

namespace SkatFtps.Cmdlets;

[Cmdlet(VerbsCommon.Get, "SkatSubmission")]
[OutputType(typeof(SubmissionRecord), typeof(SubmissionHistoryEntry))]
public sealed class GetSkatSubmissionCommand : LedgerCmdlet
{
    private readonly List<string> _wanted = new();

    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(SubmissionCompleter))]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[]? FtpTransaktionsId { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public SubmissionState[]? State { get; set; }

    [Parameter]
    [ArgumentCompleter(typeof(ServiceCompleter))]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[]? Service { get; set; }

    /// <summary>Reserved then or later.</summary>
    [Parameter]
    public DateTime? Since { get; set; }

    /// <summary>Only those that a person must look at.</summary>
    [Parameter]
    public SwitchParameter NeedsReview { get; set; }

    /// <summary>Each change with its time, in place of the submission as it is now.</summary>
    [Parameter]
    public SwitchParameter History { get; set; }

    protected override void ProcessRecord() => _wanted.AddRange(FtpTransaktionsId ?? Array.Empty<string>());

    protected override void EndProcessing()
    {
        // Names were piped in and there were none: nothing is wanted, which is not the same as everything.
        if (MyInvocation.ExpectingInput && _wanted.Count == 0)
        {
            return;
        }

        NamePattern[] ids = _wanted.Distinct(StringComparer.OrdinalIgnoreCase).Select(name => new NamePattern(name)).ToArray();
        NamePattern[]? services = Service?.Select(name => new NamePattern(name)).ToArray();
        var filter = new SubmissionFilter
        {
            States = State,
            NeedsReview = NeedsReview,
            Since = Since is DateTime since ? new DateTimeOffset(since) : null,
            FileName = _wanted.Count == 1
                && !WildcardPattern.ContainsWildcardCharacters(_wanted[0])
                && _wanted[0].IndexOf('`') < 0 ? _wanted[0] : null,
        };
        if (History)
        {
            WithLedger(
                (ledger, stop) => ledger.Submissions.ReadHistoryAsync(
                    filter, IsWanted, (row, change) => Post(() => WriteObject(new SubmissionHistoryEntry(row, change))), stop));
            return;
        }

        WithLedger((ledger, stop) => ledger.Submissions.ReadAsync(
            filter,
            row =>
            {
                if (IsWanted(row))
                {
                    Post(() => WriteObject(new SubmissionRecord(row)));
                }
            },
            stop));

        bool IsWanted(LedgerSubmission row) =>
            (ids.Length == 0 || ids.Any(id => id.IsMatch(row.FileName)))
                && (services is null || services.Any(service => service.IsMatch(row.Service)));
    }
}
