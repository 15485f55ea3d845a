using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Ledger;

namespace SkatFtps.Cmdlets.Completion;

/// <summary>Completes FTPTransaktionsIds from the session's ledger, the newest first: what is on its way, and what is in doubt.</summary>
public sealed class SubmissionCompleter : NameCompleter
{
    // Somebody is typing: another process that holds the ledger is not waited for.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private static readonly SubmissionState[] InDoubt = [SubmissionState.InDoubt];

    private protected override IEnumerable<KeyValuePair<string, string>> Names(string cmdlet, GatewaySession? session)
    {
        // Another machine's ledger would be asked over the network.
        if (session is null || session.IsClosed || session.Ledger is not { IsLocal: true } ledger)
        {
            return [];
        }

        SubmissionFilter[] filters = cmdlet.Equals("Resolve-SkatSubmission", StringComparison.OrdinalIgnoreCase)
            ? [new SubmissionFilter { NeedsReview = true }, new SubmissionFilter { States = InDoubt }]
            : [new SubmissionFilter { States = SubmissionFilter.Open }];
        var found = new List<LedgerSubmission>();
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            foreach (SubmissionFilter filter in filters)
            {
                Task.Run(() => ledger.Submissions.ReadAsync(filter, found.Add, patience.Token)).GetAwaiter().GetResult();
            }
        }
        catch (Exception e) when (e is SkatFtpsException or OperationCanceledException or ObjectDisposedException)
        {
            // No names is what the prompt can show of it; the cmdlet itself will say what is wrong.
            return [];
        }

        return found.GroupBy(row => row.Id).Select(same => same.First()).OrderByDescending(row => row.Id).Select(
            row => Name(row.FileName, $"{row.Service}, {row.State}, {row.ChangedAt.ToLocalTime():yyyy-MM-dd HH:mm}"));
    }
}
