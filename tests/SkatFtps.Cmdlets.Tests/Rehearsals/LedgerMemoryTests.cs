using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Cmdlets.Tests.Support;
using SkatFtps.Ftp;
using SkatFtps.Ledger;
using SkatFtps.Loader;
using SkatFtps.Preflight;
using SkatFtps.Simulator;
using Xunit;

namespace SkatFtps.Cmdlets.Tests.Rehearsals;

/// <summary>What a session knows from earlier ones, by the ledger they share.</summary>
public sealed class LedgerMemoryTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("skatftps-");
    private readonly List<(ProtocolLogKind Kind, string Text)> _log = [];

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_service_that_vanished_since_the_last_login_is_a_warning_and_a_new_one_is_told()
    {
        await using SimulatedGateway gateway = SimulatedGateway.Start(new() { Services = ["AKFA", "Udlaan"] });
        await CloseAsync(await ConnectAsync(gateway));
        Assert.DoesNotContain(_log, line => line.Text.Contains("since the last login", StringComparison.OrdinalIgnoreCase));

        gateway.Account.SetServices("CRS", "Udlaan");
        await CloseAsync(await ConnectAsync(gateway));

        Assert.Contains("AKFA", Assert.Single(_log, line => line.Kind == ProtocolLogKind.Warning).Text);
        Assert.Contains(_log, line => line.Kind == ProtocolLogKind.Note && line.Text.Contains("New services since the last login: CRS"));
    }

    [Fact]
    public async Task A_counted_template_passes_over_names_that_an_earlier_process_used()
    {
        await using SimulatedGateway gateway = SimulatedGateway.Start();
        FileInfo file = LocalFile("lan.xml");
        FileNameTemplate template = FileNameTemplate.Parse("{stem}-{n}{ext}");
        GatewaySession session = await ConnectAsync(gateway);
        int number = NumberIn(await session.NextNameAsync(template, file, CancellationToken.None));
        for (int used = number + 1; used <= number + 3; used++)
        {
            await SendAsync(session, $"lan-{used}.xml");
        }

        Assert.True(NumberIn(await session.NextNameAsync(template, file, CancellationToken.None)) > number + 3);
        await CloseAsync(session);
    }

    [Fact]
    public async Task A_name_in_the_ledger_is_a_finding_with_the_code_it_would_become()
    {
        await using SimulatedGateway gateway = SimulatedGateway.Start();
        GatewaySession session = await ConnectAsync(gateway);
        await SendAsync(session, "once.xml");
        FileInfo again = LocalFile("ONCE.xml");

        PreflightReport report = await FilingCheck.RunAsync(
            "FTPSGW.Heartbeat", again, again.Name, validateOnly: false, session.TellOfEarlierAsync, CancellationToken.None);

        PreflightFinding finding = Assert.Single(report.Findings, one => one.Severity == FindingSeverity.Error);
        Assert.Equal(("NameUsedBefore", "FILENAME_CANNOT_BE_REUSED_FOR_TRANSACTION"), (finding.Rule, finding.StatusCode));
        await CloseAsync(session);
    }

    private async Task<GatewaySession> ConnectAsync(SimulatedGateway gateway)
    {
        SubmissionLedger ledger = await SubmissionLedger.OpenAsync(
            LedgerDrivers.Sqlite(
                Path.Combine(
                    _folder.FullName,
                    "ledger.db")), gateway.Host, gateway.Account.UserName, LedgerOwner.Current(), null, CancellationToken.None);
        return await RehearsedSession.ConnectAsync(gateway, ledger, new ListLog(_log));
    }

    private async Task SendAsync(GatewaySession session, string name)
    {
        var options = new SubmitOptions { AllowDuplicateContent = true };
        await session.SubmitAsync("FTPSGW.Heartbeat", LocalFile(name), options, QuietLog.Instance, CancellationToken.None);
    }

    private static Task CloseAsync(GatewaySession session) => session.CloseAsync(QuietLog.Instance, CancellationToken.None);

    private static int NumberIn(string name) => int.Parse(name.Split('-', '.')[1]);

    private FileInfo LocalFile(string name)
    {
        var file = new FileInfo(Path.Combine(_folder.FullName, name));
        File.WriteAllText(file.FullName, "<ping/>");
        return file;
    }

    private sealed class ListLog(List<(ProtocolLogKind Kind, string Text)> lines) : IProtocolLog
    {
        public void Write(ProtocolLogKind kind, string text)
        {
            lock (lines)
            {
                lines.Add((kind, text));
            }
        }
    }
}
