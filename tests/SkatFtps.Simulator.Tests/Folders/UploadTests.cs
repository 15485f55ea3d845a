using System;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;
using SkatFtps.Simulator.Backends;
using SkatFtps.Simulator.Certificates;
using SkatFtps.Simulator.Folders;
using SkatFtps.Simulator.Options;
using SkatFtps.Simulator.Scripting;
using SkatFtps.Simulator.Tests.Support;
using Xunit;

namespace SkatFtps.Simulator.Tests.Folders;

public sealed class UploadTests
{
    [Theory]
    [InlineData("/out/x.xml", 553)]
    [InlineData("/x.xml", 553)]
    [InlineData("/Udlaan", 553)]
    [InlineData("/Pantebreve/x.xml", 550)]
    [InlineData("/Udlaan/deeper/x.xml", 550)]
    [InlineData("/Udlaan/a:b", 553)]
    [InlineData("/Udlaan/a*b", 553)]
    [InlineData("/Udlaan/a\tb", 553)]
    public async Task A_file_is_refused_outside_a_service_folder_or_under_an_odd_name(string path, int code)
    {
        await using SimulatedGateway gateway = SimulatedGateway.Start();
        await using RawClient client = await RawClient.LogInAsync(gateway);

        Assert.Equal(code, (await client.PutAsync(path, [1])).Code);
        Assert.Equal(226, (await client.PutAsync("/Udlaan/good.xml", [1])).Code);
        Assert.Equal("good.xml", Assert.Single(gateway.Received).Name);
    }

    [Theory]
    [InlineData(20, 226)]
    [InlineData(21, 553)]
    public async Task A_name_may_be_as_long_as_the_limit(int length, int code)
    {
        await using SimulatedGateway gateway = SimulatedGateway.Start(new SimulatorOptions { MaximumFileNameLength = 20 });
        await using RawClient client = await RawClient.LogInAsync(gateway);

        Assert.Equal(code, (await client.PutAsync("/Udlaan/" + new string('n', length), [1])).Code);
    }

    [Fact]
    public async Task A_file_vanishes_at_once_and_the_ledger_has_it()
    {
        byte[] content = RandomNumberGenerator.GetBytes(100_000);
        await using SimulatedGateway gateway = SimulatedGateway.Start();
        await using RawClient client = await RawClient.LogInAsync(gateway);
        await client.SendAsync("TYPE I");
        await client.SendAsync("CWD Udlaan");

        Assert.Equal(226, (await client.PutAsync("file.zip", content)).Code);
        Assert.Empty(await client.NamesAsync("/Udlaan"));
        UploadedFile file = Assert.Single(gateway.Received);
        Assert.Equal(("Udlaan", "file.zip", 100_000L, 'I'), (file.Service, file.Name, file.Bytes, file.Type));
        Assert.Equal(Convert.ToHexString(SHA256.HashData(content)), file.Sha256, ignoreCase: true);
        Assert.Equal(content, file.Content);
        Assert.False(file.Cut);
        Assert.False(file.Resumed);
    }

    [Fact]
    public async Task The_gateway_ends_its_side_of_an_upload_before_226()
    {
        await using SimulatedGateway gateway = SimulatedGateway.Start();
        await using RawClient client = await RawClient.LogInAsync(gateway);
        await using RawData data = await client.PassiveAsync();
        await client.SendAsync("STOR /Udlaan/a");
        await data.SecureAsync();
        await data.EndAsync();

        Assert.Empty(await data.ReadToEndAsync());
        Assert.Equal(226, (await client.ReadReplyAsync()).Code);
    }

    [Fact]
    public async Task Only_small_files_are_kept_in_memory_and_all_are_spooled_if_asked()
    {
        byte[] content = RandomNumberGenerator.GetBytes(100_000);
        await using SimulatedGateway gateway = SimulatedGateway.Start(
            new SimulatorOptions { KeptContentLimit = 99_999, SpoolUploads = true });
        await using RawClient client = await RawClient.LogInAsync(gateway);
        await client.PutAsync("/Udlaan/large.zip", content);

        Assert.Null(Assert.Single(gateway.Received).Content);
        string spooled = Assert.Single(Directory.GetFiles(Path.Combine(gateway.Directory, "received")));
        Assert.Equal(content, await File.ReadAllBytesAsync(spooled));
    }

    [Fact]
    public async Task The_ledger_file_has_one_json_line_for_each_stor()
    {
        await using SimulatedGateway gateway = SimulatedGateway.Start(new SimulatorOptions { WriteStorLedger = true });
        await using RawClient client = await RawClient.LogInAsync(gateway);
        await client.PutAsync("/Udlaan/a.xml", [1, 2]);
        await client.PutAsync("/CRS/b.xml", []);

        string[] lines = await File.ReadAllLinesAsync(Path.Combine(gateway.Directory, "stor.jsonl"));
        JsonElement[] entries = lines.Select(line => JsonSerializer.Deserialize<JsonElement>(line)).ToArray();
        Assert.Equal(["a.xml", "b.xml"], entries.Select(entry => entry.GetProperty("name").GetString()));
        Assert.Equal([2, 0], entries.Select(entry => entry.GetProperty("bytes").GetInt32()));
        Assert.All(entries, entry => Assert.False(entry.GetProperty("cut").GetBoolean()));
    }

    [Theory]
    [InlineData("again.xml")]
    [InlineData("AGAIN.xml")]
    public async Task A_used_name_is_accepted_and_answered_with_status_0_beside_the_first_ones_statuses(string second)
    {
        await using SimulatedGateway gateway = SimulatedGateway.Start();
        await using RawClient client = await RawClient.LogInAsync(gateway);
        await client.PutAsync("/Udlaan/again.xml", [1]);

        Assert.Equal(226, (await client.PutAsync("/CRS/" + second, [2])).Code);
        Assert.Equal([false, true], gateway.Received.Select(file => file.Reused));
        string[] names = await client.NamesAsync("/out");
        Assert.Contains($"status_CRS_{second}_0.xml", names);
        Assert.Contains("status_Udlaan_again.xml_1.xml", names);
        Assert.DoesNotContain($"status_CRS_{second}_1.xml", names);
    }

    [Fact]
    public async Task Another_user_may_use_the_same_name()
    {
        await using SimulatedGateway gateway = SimulatedGateway.Start();
        GatewayAccount other = gateway.AddAccount(new OcesCertificateBuilder().Build(), "Udlaan");
        await using RawClient first = await RawClient.LogInAsync(gateway);
        await using RawClient second = await RawClient.LogInAsync(gateway, other);
        await first.PutAsync("/Udlaan/same.xml", [1]);
        await second.PutAsync("/Udlaan/same.xml", [1]);

        Assert.All(gateway.Received, file => Assert.False(file.Reused));
        Assert.Equal(4, (await first.NamesAsync("/out")).Length);
        Assert.Equal(4, (await second.NamesAsync("/out")).Length);
    }

    [Fact]
    public async Task A_name_that_was_refused_before_150_is_free_again()
    {
        await using SimulatedGateway gateway = SimulatedGateway.Start();
        gateway.Script.On(GatewayStep.StorBefore150, nth: 1).Reply(452, "No space");
        await using RawClient client = await RawClient.LogInAsync(gateway);

        Assert.Equal(452, (await client.PutAsync("/Udlaan/a.xml", [1])).Code);
        Assert.Equal(226, (await client.PutAsync("/Udlaan/a.xml", [1])).Code);
        Assert.False(Assert.Single(gateway.Received).Reused);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_cut_upload_is_a_filing_too(bool reset)
    {
        await using SimulatedGateway gateway = SimulatedGateway.Start();
        await using RawClient client = await RawClient.LogInAsync(gateway);
        await using RawData data = await client.PassiveAsync();
        await client.SendAsync("STOR /Udlaan/cut.xml");
        await data.SecureAsync();
        await data.WriteAsync(Encoding.ASCII.GetBytes("half of"));
        if (reset)
        {
            data.Reset();
        }
        else
        {
            data.Cut();
        }

        Assert.Equal(426, (await client.ReadReplyAsync()).Code);
        UploadedFile file = Assert.Single(gateway.Received);
        Assert.True(file.Cut);
        // A reset may overtake the bytes that were sent before it.
        Assert.InRange(file.Bytes, reset ? 0 : 7, 7);
        Assert.Contains("status_Udlaan_cut.xml_1.xml", await client.NamesAsync("/out"));
        await client.PutAsync("/Udlaan/cut.xml", [1]);
        Assert.True(gateway.Received[1].Reused);
    }

    [Fact]
    public async Task A_cut_upload_may_stay_without_any_status()
    {
        await using SimulatedGateway gateway = SimulatedGateway.Start(new SimulatorOptions { ProcessCutUploads = false });
        gateway.Script.On(GatewayStep.StorMidData).AfterBytes(1).Drop(FaultTarget.Data);
        await using RawClient client = await RawClient.LogInAsync(gateway);
        await using RawData data = await client.PassiveAsync();
        await client.SendAsync("STOR /Udlaan/cut.xml");
        await data.SecureAsync();
        await data.WriteAsync([1, 2, 3]);

        Assert.Equal(426, (await client.ReadReplyAsync()).Code);
        Assert.Equal(1, Assert.Single(gateway.Received).Bytes);
        Assert.Empty(await client.NamesAsync("/out"));
    }

    [Fact]
    public async Task A_stor_without_a_data_connection_is_a_filing_of_no_bytes()
    {
        ManualClock clock = new(DateTimeOffset.UtcNow);
        await using SimulatedGateway gateway = SimulatedGateway.Start(new SimulatorOptions { Clock = clock });
        gateway.Script.OnStep = (step, _) =>
        {
            if (step.Step == GatewayStep.DataAccept)
            {
                clock.Advance(TimeSpan.FromSeconds(15));
            }

            return Task.CompletedTask;
        };
        await using RawClient client = await RawClient.LogInAsync(gateway);
        await client.SendAsync("PASV");

        Assert.Equal(150, (await client.SendAsync("STOR /Udlaan/nothing.xml")).Code);
        Assert.Equal(425, (await client.ReadReplyAsync()).Code);
        UploadedFile file = Assert.Single(gateway.Received);
        Assert.Equal((0L, true), (file.Bytes, file.Cut));
    }

    [Fact]
    public async Task A_client_that_dies_after_the_last_byte_has_delivered_its_file()
    {
        await using SimulatedGateway gateway = SimulatedGateway.Start();
        RawClient client = await RawClient.LogInAsync(gateway);
        await using RawData data = await client.PassiveAsync();
        await client.SendAsync("STOR /Udlaan/last.xml");
        await data.SecureAsync();
        await data.WriteAsync([1, 2, 3]);
        await client.DisposeAsync();
        await data.EndAsync();

        UploadedFile file = Assert.Single(await gateway.WaitForReceivedAsync(1, default));
        Assert.Equal((3L, false), (file.Bytes, file.Cut));
    }

    [Fact]
    public async Task A_client_that_dies_before_its_data_connection_leaves_an_empty_filing()
    {
        await using SimulatedGateway gateway = SimulatedGateway.Start();
        RawClient client = await RawClient.LogInAsync(gateway);
        await client.SendAsync("PASV");
        await client.SendAsync("STOR /Udlaan/none.xml");
        await client.DisposeAsync();

        UploadedFile file = Assert.Single(await gateway.WaitForReceivedAsync(1, default));
        Assert.Equal((0L, true), (file.Bytes, file.Cut));
    }

    [Fact]
    public async Task Dozens_of_sessions_upload_at_the_same_time()
    {
        await using SimulatedGateway gateway = SimulatedGateway.Start();
        await Task.WhenAll(Enumerable.Range(0, 30).Select(async number =>
        {
            await using RawClient client = await RawClient.LogInAsync(gateway);
            Assert.Equal(226, (await client.PutAsync($"/Udlaan/{number}.xml", new byte[20_000])).Code);
        }));

        Assert.Equal(30, gateway.Received.Select(file => file.Name).Distinct().Count());
        Assert.All(gateway.Received, file => Assert.Equal((20_000L, false), (file.Bytes, file.Cut)));
    }
}
