using System;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Core.Tests.Support;
using SkatFtps.Simulator.Folders;
using Xunit;
using Xunit.Abstractions;

namespace SkatFtps.Core.Tests.Rehearsals;

/// <summary>
/// What many old files in /out cost, in commands: an ordinary run fetches none of them. <c>SKATFTPS_OLD_FILES</c> says how many, where the
/// time is to be measured.
/// </summary>
public sealed class OldFilesTests(ITestOutputHelper output)
{
    private static readonly int Files =
        int.TryParse(
            Environment.GetEnvironmentVariable("SKATFTPS_OLD_FILES"), NumberStyles.None, CultureInfo.InvariantCulture, out int said)
            ? said
            : 400;

    private readonly ITestOutputHelper _output = output;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_ordinary_look_fetches_nothing_twice_and_the_day_of_another_zone_costs_three_fetches(bool toTheSecond)
    {
        await using LedgerRehearsal rehearsal = new(options => options.Mlsd = toTheSecond);
        GatewaySession session = await rehearsal.ConnectAsync();
        DateTimeOffset written = rehearsal.Clock.GetUtcNow().AddDays(-20);
        ExposeAll(rehearsal, written);
        await LookAsync("the first look", rehearsal, session, fetches: Files);
        for (int day = 0; day < 3; day++)
        {
            rehearsal.Clock.Advance(TimeSpan.FromDays(1));
            await LookAsync("a look", rehearsal, session, fetches: 0);
        }

        ExposeAll(rehearsal, written.AddHours(1));
        rehearsal.Clock.Advance(TimeSpan.FromDays(1));
        await LookAsync("a look on the day of another zone", rehearsal, session, fetches: 3);
        rehearsal.Clock.Advance(TimeSpan.FromDays(1));
        await LookAsync("a look after it", rehearsal, session, fetches: 0);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Removal_fetches_nothing_where_times_are_to_the_second_and_200_a_run_where_they_are_coarse(bool toTheSecond)
    {
        await using LedgerRehearsal rehearsal = new(options => options.Mlsd = toTheSecond);
        GatewaySession session = await rehearsal.ConnectAsync();
        ExposeAll(rehearsal, rehearsal.Clock.GetUtcNow().AddDays(-20));
        await LookAsync("the first look", rehearsal, session, fetches: Files);
        rehearsal.Clock.Advance(TimeSpan.FromDays(1));

        int before = rehearsal.CountOf("RETR");
        Stopwatch since = Stopwatch.StartNew();
        StatusRemover remover = await StatusRemover.LookAsync(session, rehearsal.Log, CancellationToken.None);
        foreach (OutFile file in remover.Candidates)
        {
            await remover.RemoveAsync(file, rehearsal.Log, CancellationToken.None);
        }

        _output.WriteLine($"removing {rehearsal.CountOf("DELE")}: {since.ElapsedMilliseconds} ms");
        Assert.Equal(toTheSecond ? 0 : Math.Min(200, Files), rehearsal.CountOf("RETR") - before);
        Assert.Equal(toTheSecond ? Files : Math.Min(200, Files), rehearsal.CountOf("DELE"));
    }

    private async Task LookAsync(string what, LedgerRehearsal rehearsal, GatewaySession session, int fetches)
    {
        int before = rehearsal.CountOf("RETR");
        Stopwatch since = Stopwatch.StartNew();
        int found = 0;
        await session.CollectStatusesAsync(
            new StatusQuery { NewOnly = true },
            _ => found++,
            (name, e) => throw new InvalidOperationException(name, e),
            rehearsal.Log,
            CancellationToken.None);
        _output.WriteLine($"{what}, {Files} files: {since.ElapsedMilliseconds} ms, {rehearsal.CountOf("RETR") - before} fetches");
        Assert.Equal(fetches, rehearsal.CountOf("RETR") - before);
        Assert.Equal(fetches == Files ? Files : 0, found);
    }

    private static void ExposeAll(LedgerRehearsal rehearsal, DateTimeOffset written)
    {
        foreach (int i in Enumerable.Range(0, Files))
        {
            string id = $"{i:00000}.xml";
            byte[] content = Encoding.UTF8.GetBytes(
                $"<status><file><filename>/CVR_1/UI_1/Udlaan/{id}</filename><FTPTransaktionsId>{id}</FTPTransaktionsId><status.code>OK</status.code><service>Udlaan</service></file></status>");
            rehearsal.Account.Outbox.Put(new OutboxFile($"status_Udlaan_{id}_1.xml", content, written.AddSeconds(i)));
        }
    }
}
