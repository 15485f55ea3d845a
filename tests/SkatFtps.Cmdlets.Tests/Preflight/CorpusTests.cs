using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Cmdlets.Tests.Support;
using SkatFtps.Preflight;
using SkatFtps.Simulator;
using SkatFtps.Simulator.Folders;
using SkatFtps.Simulator.Options;
using Xunit;

namespace SkatFtps.Cmdlets.Tests.Preflight;

/// <summary>
/// Every sample goes through preflight and through the simulated gateway, which share no code; both must come to the same verdict.
/// </summary>
public sealed class CorpusTests
{
    private static readonly string[] GuideCodes =
    [
        "FILENAME_CANNOT_BE_REUSED_FOR_TRANSACTION", "FILE_NOT_UPLOADED_IN_ASCII_MODE", "RECORD_LENGTH_INCORRECT", "FIRST_RECORD_INCORRECT",
        "LAST_RECORD_INCORRECT",
    ];

    [Fact]
    public void The_table_names_every_sample_once()
    {
        Assert.Equal(CorpusFile.OnDisk, CorpusFile.All.Select(one => one.Service + "/" + one.Name).Order(StringComparer.Ordinal));
        Assert.Equal(CorpusFile.All.Count, CorpusFile.All.DistinctBy(one => one.Name).Count());
    }

    [Fact]
    public async Task Preflight_predicts_what_the_gateway_answers()
    {
        var options = new SimulatorOptions
        {
            JudgesContent = true,
            Services = CorpusFile.All.Select(one => one.Service).Distinct().ToArray(),
        };
        await using RehearsedSession rehearsal = await RehearsedSession.StartAsync(options);
        var wrong = new List<string>();
        foreach (CorpusFile one in CorpusFile.All)
        {
            PreflightReport report = await FilingCheck.RunAsync(
                one.Service, one.File, one.Name, validateOnly: false, null, CancellationToken.None);
            await rehearsal.Session.SubmitAsync(one.Service, one.File, new SubmitOptions(), QuietLog.Instance, CancellationToken.None);

            string answered = Answer(rehearsal.Gateway, one);
            string rules = report.Findings.Count == 0 ? "-" : string.Join(",", report.Findings.Select(finding => finding.Rule));
            if (answered != one.Outcome) { wrong.Add($"{one.Name}: the gateway answered {answered}, expected {one.Outcome}"); }
            if (!Agree(report, answered)) { wrong.Add($"{one.Name}: preflight says {Verdict(report)}, the gateway {answered}"); }
            if (one.Rules != "?" && rules != one.Rules) { wrong.Add($"{one.Name}: rules {rules}, expected {one.Rules}"); }
        }

        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }

    private static bool Agree(PreflightReport report, string answered) =>
        !report.HasErrors ? answered == CorpusFile.Accepted
        : report.StatusCode is string code ? answered == code
        : answered is CorpusFile.OfBackend or CorpusFile.InErrorList;

    private static string Verdict(PreflightReport report) =>
        !report.HasErrors ? CorpusFile.Accepted : report.StatusCode ?? "refused, without a code of the guide";

    private static string Answer(SimulatedGateway gateway, CorpusFile one)
    {
        IReadOnlyList<OutboxFile> files = gateway.Account.Outbox.List(DateTimeOffset.UtcNow);
        SubmissionStatus[] statuses = files
            .Where(file => file.Name.StartsWith($"status_{one.Service}_{one.Name}_", StringComparison.Ordinal))
            .Select(file => SubmissionStatus.FromFile(file.Name, file.ReadAll(), gateway.Account.Services))
            .ToArray();
        if (statuses.SingleOrDefault(status => status.Code == 0) is { } failed)
        {
            return GuideCodes.Contains(failed.ErrorCode) ? failed.ErrorCode! : CorpusFile.OfBackend;
        }

        Assert.Equal([1, 2, 3], statuses.Select(status => status.Code).Order());
        OutboxFile response = files.Single(file => file.Name.StartsWith($"{one.Service}_in_{one.Name}_", StringComparison.Ordinal));
        return Encoding.Latin1.GetString(response.ReadAll()).Contains("\nERROR ", StringComparison.Ordinal)
            ? CorpusFile.InErrorList
            : CorpusFile.Accepted;
    }
}
