using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Ledger;

namespace SkatFtps.Diagnosis;

/// <summary>Opens the ledger as a session would, which proves that it can be written to, and reads a file to its end.</summary>
internal static class LedgerCheck
{
    /// <returns>The open ledger, or null without one.</returns>
    public static async Task<SubmissionLedger?> RunAsync(DoctorOptions options, CheckReport report, CancellationToken stop)
    {
        if (options.LedgerProblem is not null)
        {
            report.Fail(
                GatewayStage.Ledger, options.LedgerProblem.ErrorId, options.LedgerProblem.Fact, options.LedgerProblem.RecommendedAction);
            return null;
        }

        if (options.Ledger is null)
        {
            report.Skip(GatewayStage.Ledger, "no ledger is wanted");
            return null;
        }

        if (options.UserName is null)
        {
            report.Skip(GatewayStage.Ledger, "a ledger is kept by user, and no user name is known");
            return null;
        }

        try
        {
            SubmissionLedger ledger = await SubmissionLedger.OpenAsync(
                options.Ledger,
                options.Endpoint.Host,
                options.UserName,
                LedgerOwner.Current(),
                new LedgerOptions { ExamineWhole = true },
                stop).ConfigureAwait(false);
            report.Pass(GatewayStage.Ledger, string.Join(" ", new[] { ledger.Location }.Concat(ledger.Warnings)));
            return ledger;
        }
        catch (LedgerException e)
        {
            report.Fail(GatewayStage.Ledger, e.ErrorId, e.Fact, e.RecommendedAction);
            return null;
        }
    }
}
