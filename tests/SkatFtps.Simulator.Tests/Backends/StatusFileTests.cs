using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using SkatFtps.Simulator.Backends;
using SkatFtps.Simulator.Certificates;
using SkatFtps.Simulator.Options;
using SkatFtps.Simulator.Tests.Support;
using Xunit;

namespace SkatFtps.Simulator.Tests.Backends;

/// <summary>The samples are the guide's own examples, with an OCES3 user in place of its RID.</summary>
public sealed class StatusFileTests
{
    private const string Ping = "ping20201210143002441-hb01.xml";

    private readonly ManualClock _clock = new(DateTimeOffset.UnixEpoch);

    [Fact]
    public async Task An_accepted_file_gets_the_guides_status_1_2_and_3_in_their_time()
    {
        await using SimulatedGateway gateway = Start(1607607002916);
        await using RawClient client = await RawClient.LogInAsync(gateway);
        await client.PutAsync("/FTPSGW.Heartbeat/" + Ping, [1]);

        Assert.Empty(await client.NamesAsync("/out"));
        _clock.Advance(TimeSpan.FromSeconds(15));
        Assert.Equal(
            [$"status_FTPSGW.Heartbeat_{Ping}_1.xml", $"status_FTPSGW.Heartbeat_{Ping}_2.xml"], await client.NamesAsync("/out"));
        _clock.Advance(TimeSpan.FromSeconds(1));
        string[] names = await client.NamesAsync("/out");
        Assert.Equal(4, names.Length);
        Assert.Contains($"FTPSGW.Heartbeat_in_{Ping}_response.txt", names);
        foreach (string name in names.Where(name => name.StartsWith("status_", StringComparison.Ordinal)))
        {
            await AssertSampleAsync(client, name);
        }
    }

    [Fact]
    public async Task A_used_name_gets_the_guides_status_0()
    {
        await using SimulatedGateway gateway = Start(1607615347963 - 15_000);
        await using RawClient client = await RawClient.LogInAsync(gateway);
        await client.PutAsync("/FTPSGW.Heartbeat/empty.xml", [1]);
        await client.PutAsync("/FTPSGW.Heartbeat/empty.xml", [1]);
        _clock.Advance(TimeSpan.FromSeconds(15));

        await AssertSampleAsync(client, "status_FTPSGW.Heartbeat_empty.xml_0.xml");
    }

    [Fact]
    public async Task A_classic_file_in_image_mode_gets_the_guides_status_0()
    {
        await using SimulatedGateway gateway = Start(1607615347963 - 15_000);
        await using RawClient client = await RawClient.LogInAsync(gateway);
        await client.SendAsync("TYPE I");
        await client.PutAsync("/AKFA/empty.xml", [1]);
        _clock.Advance(TimeSpan.FromSeconds(15));

        Assert.Equal(["status_AKFA_empty.xml_0.xml"], await client.NamesAsync("/out"));
        await AssertSampleAsync(client, "status_AKFA_empty.xml_0.xml");
    }

    [Theory]
    [InlineData("AKFA", "A", 1)]
    [InlineData("KTR", "I", 0)]
    [InlineData("Udlaan", "I", 1)]
    [InlineData("Udlaan", "A", 1)]
    public async Task Only_classic_services_insist_on_type_a(string service, string type, int code)
    {
        await using SimulatedGateway gateway = SimulatedGateway.Start(new SimulatorOptions { Services = [service] });
        await using RawClient client = await RawClient.LogInAsync(gateway);
        await client.SendAsync("TYPE " + type);
        await client.PutAsync($"/{service}/f.txt", [1]);

        Assert.Contains($"status_{service}_f.txt_{code}.xml", await client.NamesAsync("/out"));
    }

    [Fact]
    public async Task A_file_that_answers_nothing_comes_with_the_guides_status_3()
    {
        const string Name = "Manifest.MidlertidigOpbevaringOpdater_MAN_DKA54A_eda73f9d-0215-4849-9e0b-275c91c62624.notify.xml";
        await using SimulatedGateway gateway = Start(1607577057900);
        gateway.ExposeUnrelated(gateway.Account, "Manifest.MidlertidigOpbevaringOpdater", Name, [7, 8]);
        await using RawClient client = await RawClient.LogInAsync(gateway);

        Assert.Equal([7, 8], (await client.GetAsync("RETR /out/" + Name)).Bytes);
        await AssertSampleAsync(client, $"status_Manifest.MidlertidigOpbevaringOpdater_{Name}_3.xml");
    }

    [Theory]
    [InlineData("2026-03-29T00:59:59Z", "20260329015959")]
    [InlineData("2026-03-29T01:00:00Z", "20260329030000")]
    [InlineData("2026-10-25T00:59:59Z", "20261025025959")]
    [InlineData("2026-10-25T01:00:00Z", "20261025020000")]
    public async Task Timestamps_follow_danish_summer_time(string utc, string timestamp)
    {
        ManualClock clock = new(DateTimeOffset.Parse(utc, System.Globalization.CultureInfo.InvariantCulture));
        await using SimulatedGateway gateway = SimulatedGateway.Start(new SimulatorOptions { Clock = clock });
        await using RawClient client = await RawClient.LogInAsync(gateway);
        await client.PutAsync("/Udlaan/f.xml", [1]);

        Assert.Contains($"<timestamp>{timestamp}</timestamp>", await ReadAsync(client, "status_Udlaan_f.xml_1.xml"));
    }

    [Fact]
    public async Task The_element_tables_spelling_can_be_chosen()
    {
        await using SimulatedGateway gateway = SimulatedGateway.Start(new SimulatorOptions { Spelling = StatusSpelling.ElementTable });
        await using RawClient client = await RawClient.LogInAsync(gateway);
        await client.PutAsync("/Udlaan/f.xml", [1]);

        Assert.Contains("<SKATTransaktionsId>ci", await ReadAsync(client, "status_Udlaan_f.xml_2.xml"));
    }

    [Fact]
    public async Task A_name_with_markup_in_it_is_escaped()
    {
        await using SimulatedGateway gateway = SimulatedGateway.Start();
        await using RawClient client = await RawClient.LogInAsync(gateway);
        await client.PutAsync("/Udlaan/a&b.xml", [1]);

        Assert.Contains(
            "<FTPTransaktionsId>a&amp;b.xml</FTPTransaktionsId>", await ReadAsync(client, "status_Udlaan_a&b.xml_1.xml"));
    }

    private SimulatedGateway Start(long epochMilliseconds)
    {
        _clock.Advance(DateTimeOffset.FromUnixTimeMilliseconds(epochMilliseconds) - DateTimeOffset.UnixEpoch);
        return SimulatedGateway.Start(new SimulatorOptions
        {
            Clock = _clock,
            Certificate = new OcesCertificateBuilder { Uuid = Guid.Parse("e7057bbd-5e7d-4200-ad81-623333d5c657") }.Build(),
            DeliveredAfter = TimeSpan.FromSeconds(15),
            AcceptedAfter = TimeSpan.FromSeconds(15),
            ExposedAfter = TimeSpan.FromSeconds(16),
        });
    }

    private static async Task AssertSampleAsync(RawClient client, string name)
    {
        string sample = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Samples", name));
        Assert.Equal(sample, await ReadAsync(client, name));
    }

    private static async Task<string> ReadAsync(RawClient client, string name)
    {
        await client.SendAsync("TYPE I");
        return Encoding.UTF8.GetString((await client.GetAsync("RETR /out/" + name)).Bytes!);
    }
}
