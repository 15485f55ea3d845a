using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;
using SkatFtps.Cmdlets.Tests.Support;
using SkatFtps.Simulator;
using SkatFtps.Simulator.Scripting;
using Xunit;

namespace SkatFtps.Cmdlets.Tests.Pipeline;

public sealed class ProgressTests
{
    private const int Length = 8 * 1024 * 1024;

    // As long as it takes to see several records, and no matter how long exactly.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    [Theory]
    [InlineData(GatewayStep.StorMidData, "Send-SkatFile $folder/big.bin CRS", "Sending to CRS")]
    [InlineData(GatewayStep.RetrMidData, "Receive-SkatResponse $folder -Name big.bin", "Receiving from /out")]
    public async Task Progress_is_throttled_never_falls_and_is_completed(string step, string script, string activity)
    {
        await using Rehearsal rehearsal = Rehearsal.Connected();
        rehearsal.Expose("big.bin", new byte[Length]);
        rehearsal.Write("big.bin", new string('x', Length));
        rehearsal.Script.On(step).AfterBytes(Length / 2).Delay(Pause);
        Stopwatch watch = Stopwatch.StartNew();

        IReadOnlyList<ProgressRecord> records = rehearsal.Run(script).Succeeded().Progress;

        // Five a second, while the transfer reports every block.
        Assert.InRange(records.Count, 2, (int)(watch.Elapsed.TotalMilliseconds / 200) + 2);
        Assert.All(records, record => Assert.Equal(activity, record.Activity));
        Assert.Single(records.Select(record => record.ActivityId).Distinct());
        Assert.Equal(ProgressRecordType.Completed, records[^1].RecordType);
        Assert.Single(records, record => record.RecordType == ProgressRecordType.Completed);
        int[] percent = [.. records.SkipLast(1).Select(record => record.PercentComplete)];
        Assert.Equal(percent.Order(), percent);
        Assert.All(percent, one => Assert.InRange(one, 0, 100));
        Assert.All(records.SkipLast(1), record => Assert.Contains("big.bin", record.StatusDescription, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_wait_that_ends_before_the_status_takes_its_progress_away()
    {
        await using Rehearsal rehearsal = Rehearsal.Connected();

        IReadOnlyList<ProgressRecord> records = rehearsal.Run("Wait-SkatStatus nowhere.xml -TimeoutMinutes 0").Succeeded().Progress;

        Assert.StartsWith("0 of 1 done", records[0].StatusDescription, StringComparison.Ordinal);
        Assert.Equal(ProgressRecordType.Completed, records[^1].RecordType);
    }

    [Theory]
    [InlineData("Get-SkatStatus", "Fetching statuses from /out")]
    [InlineData("$null = Get-SkatStatus; Remove-SkatStatus", "Removing statuses from /out")]
    public async Task A_batch_tells_its_total_and_is_completed(string script, string activity)
    {
        await using Rehearsal rehearsal = Rehearsal.Start();
        for (int number = 1; number <= 20; number++) { rehearsal.ExposeStatus("CRS", $"{number}.zip", 1); }
        rehearsal.Run("$connect.Remove('NoLedger'); $connect.LedgerPath = \"$folder/ledger.db\"; $null = Connect-SkatGateway"
            + " @connect").Succeeded();
        Stopwatch watch = Stopwatch.StartNew();

        ProgressRecord[] records = [.. rehearsal.Run(script).Succeeded().Progress.Where(record => record.Activity == activity)];

        Assert.InRange(records.Length, 2, (int)(watch.Elapsed.TotalMilliseconds / 200) + 2);
        Assert.Equal("0 of 20", records[0].StatusDescription);
        Assert.Equal(ProgressRecordType.Completed, records[^1].RecordType);
        Assert.Single(records, record => record.RecordType == ProgressRecordType.Completed);
    }
}
