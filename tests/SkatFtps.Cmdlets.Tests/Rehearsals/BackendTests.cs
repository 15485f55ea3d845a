using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Cmdlets.Tests.Support;
using SkatFtps.Ftp;
using SkatFtps.Gateway;
using SkatFtps.Simulator;
using SkatFtps.Simulator.Backends;
using SkatFtps.Simulator.Folders;
using SkatFtps.Simulator.Options;
using Xunit;

namespace SkatFtps.Cmdlets.Tests.Rehearsals;

/// <summary>
/// What the simulated gateway can rehearse of the real one's ways, seen through a session of ours; the clock is turned by hand.
/// </summary>
public sealed class BackendTests : IDisposable
{
    private static readonly string Classic = "0001 first\r\n2260 other\r\n9998 final\r\n";

    private readonly ManualClock _clock = new(new DateTimeOffset(2026, 5, 4, 12, 0, 0, TimeSpan.Zero));
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("skatftps-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task While_the_backend_is_down_no_status_comes_and_afterwards_all_do()
    {
        await using RehearsedSession rehearsal = await StartAsync(new());
        rehearsal.Gateway.BackendAvailable = false;
        await SendAsync(rehearsal, "AKFA", "good.txt", Classic);
        await SendAsync(rehearsal, "AKFA", "bad.txt", "0001 first\r\n");
        _clock.Advance(TimeSpan.FromHours(7));
        Assert.Empty(await CodesAsync(rehearsal, "good.txt"));
        Assert.Empty(await CodesAsync(rehearsal, "bad.txt"));

        rehearsal.Gateway.BackendAvailable = true;

        Assert.Equal([1, 2, 3], await CodesAsync(rehearsal, "good.txt"));
        Assert.Equal([0], await CodesAsync(rehearsal, "bad.txt"));
    }

    [Fact]
    public async Task A_name_used_before_is_refused_even_while_the_backend_is_down()
    {
        await using RehearsedSession rehearsal = await StartAsync(new());
        rehearsal.Gateway.BackendAvailable = false;
        await SendAsync(rehearsal, "AKFA", "good.txt", Classic);

        await SendAsync(rehearsal, "AKFA", "good.txt", Classic);

        Assert.Equal("FILENAME_CANNOT_BE_REUSED_FOR_TRANSACTION", Assert.Single(await StatusesAsync(rehearsal, "good.txt")).ErrorCode);
    }

    [Fact]
    public async Task Status_2_may_take_two_days()
    {
        await using RehearsedSession rehearsal = await StartAsync(
            new() { AcceptedAfter = TimeSpan.FromDays(2), ExposedAfter = TimeSpan.FromDays(2) + TimeSpan.FromMinutes(1) });
        await SendAsync(rehearsal, "AKFA", "good.txt", Classic);
        Assert.Equal([1], await CodesAsync(rehearsal, "good.txt"));

        _clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal([1, 2], await CodesAsync(rehearsal, "good.txt"));

        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal([1, 2, 3], await CodesAsync(rehearsal, "good.txt"));
    }

    [Fact]
    public async Task Classic_gets_an_error_list_and_later_an_advice_list_each_with_a_status_3()
    {
        await using RehearsedSession rehearsal = await StartAsync(new() { AdviceListAfter = TimeSpan.FromHours(1) });
        await SendAsync(rehearsal, "AKFA", "good.txt", Classic);
        SubmissionStatus first = (await StatusesAsync(rehearsal, "good.txt")).Single(status => status.Code == 3);

        _clock.Advance(TimeSpan.FromHours(1));

        SubmissionStatus second = (await StatusesAsync(rehearsal, "good.txt")).Single(status => status.Code == 3);
        Assert.NotEqual(first.ResponseFileName, second.ResponseFileName);
        Assert.StartsWith("ERROR LIST", Out(rehearsal, first.ResponseFileName!));
        Assert.StartsWith("ADVICE LIST", Out(rehearsal, second.ResponseFileName!));
    }

    // By name: an attribute that holds the enum's value is read before the module's assemblies can be found.
    [Theory]
    [InlineData("MFFordringIndberet", "Modtaget", "MODTAGET")]
    [InlineData("MFFordringIndberet", "Afvist", "AFVIST")]
    [InlineData("INDMFFordringIndberetService", "Sagsbehandl", "SAGSBEHANDL")]
    [InlineData("INDMFFordringIndberetService", "Udfoert", "UDFOERT")]
    public async Task Debt_claims_are_answered_by_a_receipt(string service, string receipt, string word)
    {
        await using RehearsedSession rehearsal = await StartAsync(
            new() { ClaimReceipt = Enum.Parse<ClaimReceipt>(receipt), Services = [service] });
        await SendAsync(rehearsal, service, "claim.xml", "<a/>");

        SubmissionStatus exposed = (await StatusesAsync(rehearsal, "claim.xml")).Single(status => status.Code == 3);

        Assert.Contains($"<status>{word}</status>", Out(rehearsal, exposed.ResponseFileName!));
    }

    [Fact]
    public async Task After_thirty_days_a_file_is_gone_from_out()
    {
        await using RehearsedSession rehearsal = await StartAsync(new());
        await SendAsync(rehearsal, "AKFA", "good.txt", Classic);
        OutFile file = (await ListAsync(rehearsal))[0];

        _clock.Advance(TimeSpan.FromDays(30) - TimeSpan.FromSeconds(1));
        Assert.Equal(4, (await ListAsync(rehearsal)).Count);

        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Empty(await ListAsync(rehearsal));
        var e = await Assert.ThrowsAsync<GatewayException>(
            () => rehearsal.Session.RemoveAsync(file, QuietLog.Instance, CancellationToken.None));
        Assert.Equal("DeleteRefused", e.ErrorId);
    }

    [Fact]
    public async Task A_role_that_is_gone_at_the_next_login_is_seen_in_the_catalogue()
    {
        await using RehearsedSession rehearsal = await StartAsync(new() { Services = ["AKFA", "Udlaan"] });
        rehearsal.Gateway.Account.SetServices("Udlaan", "Indlaan");

        using GatewaySession next = await RehearsedSession.ConnectAsync(rehearsal.Gateway);

        Assert.Equal(["AKFA", "Udlaan"], Authorised(rehearsal.Session));
        Assert.Equal(["Indlaan", "Udlaan"], Authorised(next));
        await Assert.ThrowsAsync<GatewayException>(
            () => next.SubmitAsync("AKFA", Write("late.txt", Classic), new SubmitOptions(), QuietLog.Instance, CancellationToken.None));
    }

    [Fact]
    public async Task Classic_in_TYPE_I_is_refused_by_status_0()
    {
        await using RehearsedSession rehearsal = await StartAsync(new());
        using var connection = new FtpsConnection(RehearsedSession.FtpsOptionsOf(rehearsal.Gateway));
        await connection.OpenAsync(CancellationToken.None);
        await connection.ListAsync(null, _ => { }, CancellationToken.None);
        using var content = new MemoryStream(Encoding.ASCII.GetBytes(Classic));

        await connection.StoreAsync(new FtpUpload(FtpName.FromText("AKFA"), "image.txt", content), CancellationToken.None);

        Assert.Equal("FILE_NOT_UPLOADED_IN_ASCII_MODE", Assert.Single(await StatusesAsync(rehearsal, "image.txt")).ErrorCode);
        await connection.CloseAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Unless_it_is_asked_to_the_gateway_looks_into_nothing()
    {
        await using RehearsedSession rehearsal = await RehearsedSession.StartAsync(new() { Services = ["AKFA"], Clock = _clock });
        await SendAsync(rehearsal, "AKFA", "bad.txt", "anything");

        Assert.Equal([1, 2, 3], await CodesAsync(rehearsal, "bad.txt"));
    }

    private static IEnumerable<string> Authorised(GatewaySession session) =>
        ServiceCatalogue.Seen(session.Services).Where(service => service.Authorised == true).Select(service => service.Service)
            .Order(StringComparer.Ordinal);

    private static Task<IReadOnlyList<OutFile>> ListAsync(RehearsedSession rehearsal) =>
        rehearsal.Session.ListOutAsync(QuietLog.Instance, CancellationToken.None);

    private static async Task<IReadOnlyList<SubmissionStatus>> StatusesAsync(RehearsedSession rehearsal, string name)
    {
        var statuses = new List<SubmissionStatus>();
        foreach (OutFile file in await ListAsync(rehearsal))
        {
            if (file.Name.StartsWith("status_", StringComparison.Ordinal))
            {
                statuses.Add(await rehearsal.Session.ReadStatusAsync(file, QuietLog.Instance, CancellationToken.None));
            }
        }

        return statuses.Where(status => status.FtpTransaktionsId == name).OrderBy(status => status.Code).ToArray();
    }

    private static async Task<IEnumerable<int>> CodesAsync(RehearsedSession rehearsal, string name) =>
        (await StatusesAsync(rehearsal, name)).Select(status => status.Code);

    private string Out(RehearsedSession rehearsal, string name) =>
        Encoding.Latin1.GetString(rehearsal.Gateway.Account.Outbox.List(_clock.GetUtcNow()).Single(file => file.Name == name).ReadAll());

    private Task<RehearsedSession> StartAsync(SimulatorOptions options)
    {
        options.Clock = _clock;
        options.JudgesContent = true;
        return RehearsedSession.StartAsync(options);
    }

    private Task<Submission> SendAsync(RehearsedSession rehearsal, string service, string name, string content) =>
        rehearsal.Session.SubmitAsync(service, Write(name, content), new SubmitOptions(), QuietLog.Instance, CancellationToken.None);

    private FileInfo Write(string name, string content)
    {
        string path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, content);
        return new FileInfo(path);
    }
}
