using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Core.Tests.Rehearsals;
using SkatFtps.Diagnosis;
using Xunit;

namespace SkatFtps.Core.Tests.Diagnosis;

/// <summary>
/// The check of the heartbeat looks for its ping's statuses as everybody looks: the ledger gives leave, to all processes of the account.
/// </summary>
public sealed class HeartbeatCheckTests
{
    [Fact]
    public async Task Within_the_minute_of_another_listing_it_does_not_list()
    {
        await using var rehearsal = new LedgerRehearsal(
            options => options.Services = ["AKFA", LedgerRehearsal.Service, "FTPSGW.Heartbeat"]);

        GatewayCheck heartbeat = await ExamineAsync(rehearsal, _ => Task.CompletedTask);

        // The doctor's own visit was there, and the ledger knows of it; the session of the heartbeat was not.
        Assert.Equal("HeartbeatUnanswered", heartbeat.ErrorId);
        Assert.Single(rehearsal.Gateway.Received);
        Assert.Single(
            rehearsal.Gateway.Commands, command => command.Verb == "CWD" && command.Line.EndsWith("out", StringComparison.Ordinal));
    }

    [Fact]
    public async Task It_reads_in_the_ledger_what_another_process_fetched()
    {
        await using var rehearsal = new LedgerRehearsal(
            options => options.Services = ["AKFA", LedgerRehearsal.Service, "FTPSGW.Heartbeat"]);
        GatewaySession other = await rehearsal.ConnectAsync();

        GatewayCheck heartbeat = await ExamineAsync(rehearsal, _ => rehearsal.CollectAsync(other, new StatusQuery { Force = true }));

        Assert.Equal(GatewayCheckResult.Passed, heartbeat.Result);
    }

    private static async Task<GatewayCheck> ExamineAsync(LedgerRehearsal rehearsal, Func<TimeSpan, Task> whileItWaits)
    {
        List<GatewayCheck> checks = [];
        DoctorOptions options = rehearsal.ExaminationOf(async (time, _) =>
        {
            rehearsal.Clock.Advance(time);
            await whileItWaits(time);
        });
        await GatewayDoctor.ExamineAsync(options, checks.Add, rehearsal.Log, CancellationToken.None);
        return checks.Single(check => check.Stage == GatewayStage.Heartbeat);
    }
}
