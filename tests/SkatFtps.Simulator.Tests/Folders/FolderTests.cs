using System;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using SkatFtps.Simulator.Backends;
using SkatFtps.Simulator.Folders;
using SkatFtps.Simulator.Options;
using SkatFtps.Simulator.Tests.Support;
using Xunit;

namespace SkatFtps.Simulator.Tests.Folders;

public sealed class FolderTests
{
    private readonly ManualClock _clock = new(new DateTimeOffset(2026, 5, 4, 13, 2, 3, TimeSpan.Zero));

    [Fact]
    public async Task Only_the_folders_of_the_users_roles_are_there()
    {
        await using SimulatedGateway gateway = SimulatedGateway.Start(new SimulatorOptions { Services = ["Udlaan", "CRS"] });
        await using RawClient client = await RawClient.LogInAsync(gateway);

        Assert.Equal(["CRS", "Udlaan", "out"], await client.NamesAsync("/"));
        Assert.Equal(250, (await client.SendAsync("CWD CRS")).Code);
        Assert.Contains("\"/CRS\"", (await client.SendAsync("PWD")).Text);
        Assert.Equal(550, (await client.SendAsync("CWD /Indlaan")).Code);
    }

    [Fact]
    public async Task A_change_of_roles_is_seen_at_the_next_login()
    {
        await using SimulatedGateway gateway = SimulatedGateway.Start(new SimulatorOptions { Services = ["Udlaan"] });
        await using RawClient before = await RawClient.LogInAsync(gateway);
        gateway.Account.SetServices("CRS");
        await using RawClient after = await RawClient.LogInAsync(gateway);

        Assert.Equal(["Udlaan", "out"], await before.NamesAsync("/"));
        Assert.Equal(["CRS", "out"], await after.NamesAsync("/"));
        Assert.Equal(550, (await after.SendAsync("CWD Udlaan")).Code);
    }

    [Theory]
    [InlineData(ListingStyle.Unix, "-rw-r--r--   1 gateway  gateway             3 May 04 13:02 CRS_a.txt")]
    [InlineData(ListingStyle.Dos, "05-04-26  01:02PM                    3 CRS_a.txt")]
    public async Task List_writes_the_form_that_was_chosen(ListingStyle form, string line)
    {
        await using SimulatedGateway gateway = Start(new SimulatorOptions { Listing = form });
        await using RawClient client = await RawClient.LogInAsync(gateway);

        string listing = Encoding.UTF8.GetString((await client.GetAsync("LIST -la out")).Bytes!);
        Assert.Equal(line, listing.Split("\r\n")[0]);
    }

    [Theory]
    [InlineData(ListingStyle.Unix, "drwxr-xr-x   2 gateway  gateway             0 Aug 17  2019 CRS")]
    [InlineData(ListingStyle.Dos, "08-17-19  01:00AM       <DIR>          CRS")]
    public async Task List_tells_folders_from_files(ListingStyle form, string line)
    {
        await using SimulatedGateway gateway = Start(new SimulatorOptions { Listing = form, Services = ["CRS"] });
        await using RawClient client = await RawClient.LogInAsync(gateway);

        Assert.Equal(line, Encoding.UTF8.GetString((await client.GetAsync("LIST")).Bytes!).Split("\r\n")[0]);
    }

    [Fact]
    public async Task List_can_be_refused_while_nlst_works()
    {
        await using SimulatedGateway gateway = Start(new SimulatorOptions { Listing = ListingStyle.Refused });
        await using RawClient client = await RawClient.LogInAsync(gateway);

        Assert.Equal(502, (await client.GetAsync("LIST")).Reply.Code);
        Assert.Equal(502, (await client.GetAsync("MLSD")).Reply.Code);
        Assert.NotEmpty(await client.NamesAsync("/out"));
    }

    [Fact]
    public async Task Mlsd_size_and_mdtm_answer_where_they_are_switched_on()
    {
        await using SimulatedGateway gateway = Start(new SimulatorOptions { Mlsd = true, SizeAndMdtm = true });
        await using RawClient client = await RawClient.LogInAsync(gateway);

        string facts = Encoding.UTF8.GetString((await client.GetAsync("MLSD /out")).Bytes!);
        Assert.StartsWith("type=file;size=3;modify=20260504130203; CRS_a.txt\r\n", facts);
        Assert.Equal("213 3", (await client.SendAsync("SIZE /out/CRS_a.txt")).Text);
        Assert.Equal("213 20260504130203", (await client.SendAsync("MDTM /out/CRS_a.txt")).Text);
        Assert.Equal(550, (await client.SendAsync("SIZE /out/none")).Code);
    }

    [Theory]
    [InlineData(NameEncoding.Utf8, true)]
    [InlineData(NameEncoding.Latin1, false)]
    public async Task Names_outside_ascii_travel_in_the_encoding_that_was_chosen(NameEncoding names, bool utf8)
    {
        await using SimulatedGateway gateway = SimulatedGateway.Start(
            new SimulatorOptions { Names = names, Services = ["DMIOverf\u00F8rService"] });
        await using RawClient client = await RawClient.LogInAsync(gateway);
        client.Encoding = utf8 ? new UTF8Encoding(false) : Encoding.Latin1;

        Assert.Equal(utf8, (await client.SendAsync("FEAT")).Text.Contains("UTF8", StringComparison.Ordinal));
        Assert.Equal(utf8 ? 200 : 501, (await client.SendAsync("OPTS UTF8 ON")).Code);
        Assert.Equal(["DMIOverf\u00F8rService", "out"], await client.NamesAsync("/"));
        Assert.Equal(226, (await client.PutAsync("/DMIOverf\u00F8rService/\u00E6.xml", [1])).Code);
        Assert.Equal("\u00E6.xml", Assert.Single(gateway.Received).Name);
    }

    [Fact]
    public async Task Reading_leaves_a_file_and_dele_removes_it()
    {
        await using SimulatedGateway gateway = Start(new SimulatorOptions());
        await using RawClient client = await RawClient.LogInAsync(gateway);
        await client.SendAsync("CWD out");
        await client.SendAsync("TYPE I");

        Assert.Equal("a\nb"u8.ToArray(), (await client.GetAsync("RETR CRS_a.txt")).Bytes);
        Assert.Equal("a\nb"u8.ToArray(), (await client.GetAsync("RETR CRS_a.txt")).Bytes);
        Assert.Equal(250, (await client.SendAsync("DELE CRS_a.txt")).Code);
        Assert.Equal(550, (await client.SendAsync("DELE CRS_a.txt")).Code);
        Assert.Equal(550, (await client.GetAsync("RETR CRS_a.txt")).Reply.Code);
    }

    [Fact]
    public async Task In_type_a_line_ends_are_sent_as_cr_lf()
    {
        await using SimulatedGateway gateway = Start(new SimulatorOptions());
        await using RawClient client = await RawClient.LogInAsync(gateway);
        await client.SendAsync("TYPE A");

        Assert.Equal("a\r\nb"u8.ToArray(), (await client.GetAsync("RETR /out/CRS_a.txt")).Bytes);
    }

    [Fact]
    public async Task A_hundred_thousand_files_can_be_listed()
    {
        await using SimulatedGateway gateway = Start(new SimulatorOptions());
        foreach (int number in Enumerable.Range(0, 100_000))
        {
            gateway.Account.Outbox.Put(new OutboxFile($"status_CRS_{number:D6}.xml_1.xml", [1], _clock.GetUtcNow()));
        }

        await using RawClient client = await RawClient.LogInAsync(gateway);

        (FtpReply reply, byte[]? bytes) = await client.GetAsync("LIST /out");
        Assert.Equal(226, reply.Code);
        Assert.Equal(100_002, bytes!.Count(one => one == (byte)'\n'));
    }

    private SimulatedGateway Start(SimulatorOptions options)
    {
        options.Clock = _clock;
        SimulatedGateway gateway = SimulatedGateway.Start(options);
        gateway.ExposeUnrelated(gateway.Account, "CRS", "CRS_a.txt", "a\nb"u8.ToArray());
        return gateway;
    }
}
