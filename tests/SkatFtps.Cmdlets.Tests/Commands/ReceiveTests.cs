using System;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Threading.Tasks;
using SkatFtps.Cmdlets.Tests.Support;
using SkatFtps.Simulator;
using SkatFtps.Simulator.Folders;
using SkatFtps.Simulator.Scripting;
using Xunit;

namespace SkatFtps.Cmdlets.Tests.Commands;

public sealed class ReceiveTests
{
    private const string Name = "CRS_in_1.xml_response.xml";

    [Fact]
    public async Task A_status_brings_its_response_and_the_response_says_where_it_lies()
    {
        await using Rehearsal rehearsal = Rehearsal.Connected();
        rehearsal.Expose(Name, "<svar/>");
        rehearsal.ExposeStatus("CRS", "1.xml", 3, "/out/" + Name);

        SkatResponse response = rehearsal.Run(
            "Get-SkatStatus | Where-Object Code -eq 3 | Receive-SkatResponse -Destination $folder/svar").Succeeded().Only<SkatResponse>();

        Assert.Equal((Name, Path.Combine(rehearsal.Folder, "svar", Name), 7L), (response.Name, response.FullName, response.Length));
        Assert.Equal(("CRS", "1.xml", false), (response.Service, response.FtpTransaktionsId, response.Removed));
        Assert.Equal(Convert.ToHexString(SHA256.HashData("<svar/>"u8)), response.Sha256);
        Assert.Equal("<svar/>", File.ReadAllText(response.FullName));
        Assert.Equal(0, rehearsal.CountOf("DELE"));
    }

    [Theory]
    [InlineData("Receive-SkatResponse $folder/svar")]
    [InlineData("Receive-SkatResponse -Destination $folder/svar -Session $session")]
    [InlineData("Receive-SkatResponse -Destination $folder/svar -Name one.txt, two.txt")]
    [InlineData("'one.txt', 'two.txt' | ForEach-Object { [pscustomobject]@{ Name = $_ } } | Receive-SkatResponse -Destination"
        + " $folder/svar")]
    [InlineData("$null = $ExecutionContext.SessionState.Path.SetLocation($folder); Receive-SkatResponse svar")]
    public async Task Responses_come_by_name_or_all_that_are_no_status(string script)
    {
        await using Rehearsal rehearsal = Rehearsal.Connected();
        rehearsal.Expose("one.txt", "1");
        rehearsal.Expose("two.txt", "2");
        rehearsal.ExposeStatus("CRS", "1.xml", 1);

        rehearsal.Run(script).Succeeded();

        Assert.Equal(["one.txt", "two.txt"], Directory.GetFiles(Path.Combine(rehearsal.Folder, "svar")).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task A_status_without_a_response_brings_nothing_and_is_no_error()
    {
        await using Rehearsal rehearsal = Rehearsal.Connected();
        rehearsal.ExposeStatus("CRS", "1.xml", 1);

        ScriptRun run = rehearsal.Run("Get-SkatStatus | Receive-SkatResponse -Destination $folder/svar").Succeeded();

        Assert.Empty(run.Output);
        Assert.False(Directory.Exists(Path.Combine(rehearsal.Folder, "svar")));
    }

    [Fact]
    public async Task WhatIf_fetches_and_removes_nothing()
    {
        await using Rehearsal rehearsal = Rehearsal.Connected();
        rehearsal.Expose(Name, "<svar/>");

        Assert.Empty(rehearsal.Run($"Receive-SkatResponse $folder/svar -Remove -WhatIf; Receive-SkatResponse $folder/svar -Name {Name}"
            + " -Remove -WhatIf").Succeeded().Output);

        Assert.Equal((0, 0), (rehearsal.CountOf("RETR"), rehearsal.CountOf("DELE")));
        Assert.False(Directory.Exists(Path.Combine(rehearsal.Folder, "svar")));
    }

    [Fact]
    public async Task Remove_happens_only_when_the_file_is_on_disk()
    {
        await using Rehearsal rehearsal = Rehearsal.Connected();
        rehearsal.Expose(Name, "<svar/>");
        bool onDisk = false;
        rehearsal.Script.OnStep = (step, _) =>
        {
            onDisk |= step.Step == GatewayStep.Dele && File.Exists(Path.Combine(rehearsal.Folder, Name));
            return Task.CompletedTask;
        };

        SkatResponse response = rehearsal.Run("Receive-SkatResponse $folder -Remove").Succeeded().Only<SkatResponse>();

        Assert.True(onDisk, "DELE came before the file lay under its own name.");
        Assert.True(response.Removed);
        Assert.Empty(rehearsal.Account.Outbox.List(DateTimeOffset.UtcNow));
    }

    [Fact]
    public async Task A_transfer_that_was_cut_leaves_nothing_and_removes_nothing()
    {
        await using Rehearsal rehearsal = Rehearsal.Connected();
        rehearsal.Expose(Name, new string('x', 200_000));
        rehearsal.Script.On(GatewayStep.RetrMidData, nth: 1).AfterBytes(70_000).Drop(FaultTarget.Data);

        ScriptRun run = rehearsal.Run("Receive-SkatResponse $folder -Remove");

        Assert.Equal("RetrieveIncomplete", run.ErrorIds.Single());
        Assert.Empty(Directory.GetFileSystemEntries(rehearsal.Folder));
        Assert.Equal(0, rehearsal.CountOf("DELE"));
        // It is still there, and a second try gets it whole.
        Assert.Equal(200_000, rehearsal.Run("Receive-SkatResponse $folder").Succeeded().Only<SkatResponse>().Length);
    }

    [Fact]
    public async Task A_transfer_that_is_ended_in_order_before_the_listed_size_is_kept_told_and_not_removed()
    {
        await using Rehearsal rehearsal = Rehearsal.Connected();
        rehearsal.Expose(Name, new string('x', 200_000));
        rehearsal.Script.On(GatewayStep.RetrMidData, nth: 1).AfterBytes(70_000).EndData();

        ScriptRun run = rehearsal.Run("Receive-SkatResponse $folder -Remove -WarningVariable told -WarningAction SilentlyContinue;"
            + " $told.Message").Succeeded();

        SkatResponse response = run.All<SkatResponse>().Single();
        Assert.Equal((70_000L, false), (response.Length, response.Removed));
        Assert.Contains("may be written still", run.All<string>().Single(), StringComparison.Ordinal);
        Assert.Equal(0, rehearsal.CountOf("DELE"));
    }

    [Theory]
    [InlineData("Receive-SkatResponse $folder -Name $name -Remove")]
    [InlineData("$status | Receive-SkatResponse -Destination $folder -Remove")]
    [InlineData("Receive-SkatResponse $folder -Name $name")]
    public async Task A_rerun_passes_over_what_was_received_and_removed(string again)
    {
        await using Rehearsal rehearsal = Rehearsal.Start();
        rehearsal.Prompt["name"] = Name;
        rehearsal.Expose(Name, "<svar/>");
        rehearsal.ExposeStatus("CRS", "1.xml", 3, "/out/" + Name);
        rehearsal.Run("$connect.Remove('NoLedger'); $session = Connect-SkatGateway @connect -LedgerPath $folder/ledger.db; $status ="
            + " Get-SkatStatus").Succeeded();
        Assert.True(rehearsal.Run("$status | Receive-SkatResponse -Destination $folder -Remove").Succeeded().Only<SkatResponse>().Removed);

        Assert.Empty(rehearsal.Run(again + "; Receive-SkatResponse $folder -Remove").Succeeded().Output);
        Assert.Single(rehearsal.Run(again + " -Verbose 4>&1 | Where-Object { $_ -match 'removed from /out on' }").Succeeded().Output);
        // The status, and the response once.
        Assert.Equal((2, 1), (rehearsal.CountOf("RETR"), rehearsal.CountOf("DELE")));

        // In a session of its own, as the next day's run is.
        rehearsal.Run("$session = Connect-SkatGateway @connect -LedgerPath $folder/ledger.db").Succeeded();
        Assert.Empty(rehearsal.Run(again + "; Receive-SkatResponse $folder -Remove").Succeeded().Output);

        // What was never received is missing, and what is to be fetched again is too.
        Assert.Equal(
            ["ResponseNotFound", "ResponseNotFound"],
            rehearsal.Run("Receive-SkatResponse $folder -Name gone.xml -Remove; Receive-SkatResponse $folder -Name $name -Force").ErrorIds);
    }

    [Fact]
    public async Task Another_answer_under_a_known_name_is_written_out_and_both_are_told()
    {
        await using Rehearsal rehearsal = Rehearsal.Start();
        rehearsal.Expose(Name, "<first/>");
        rehearsal.Run("$connect.Remove('NoLedger'); $session = Connect-SkatGateway @connect -LedgerPath $folder/ledger.db").Succeeded();
        SkatResponse first = rehearsal.Run("Receive-SkatResponse $folder/svar -Remove").Succeeded().Only<SkatResponse>();
        rehearsal.Expose(Name, "<other/>");

        ScriptRun run = rehearsal.Run("Receive-SkatResponse $folder/svar -Remove -WarningVariable told -WarningAction SilentlyContinue;"
            + " $told.Message").Succeeded();

        SkatResponse second = run.All<SkatResponse>().Single();
        Assert.Equal(("<first/>", "<other/>", true), (File.ReadAllText(first.FullName), File.ReadAllText(second.FullName), second.Removed));
        string told = run.All<string>().Single();
        Assert.Contains(first.FullName, told, StringComparison.Ordinal);
        Assert.Contains(second.FullName, told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_removal_is_an_error_but_the_response_is_written()
    {
        await using Rehearsal rehearsal = Rehearsal.Connected();
        rehearsal.Expose(Name, "<svar/>");
        rehearsal.Script.On(GatewayStep.Dele).Reply(550, "Permission denied");

        ScriptRun run = rehearsal.Run("Receive-SkatResponse $folder -Remove");

        Assert.Equal("DeleteRefused", run.ErrorIds.Single());
        Assert.False(run.Only<SkatResponse>().Removed);
    }

    [Fact]
    public async Task A_local_file_of_that_name_is_kept_and_the_response_is_named_by_its_content_too()
    {
        await using Rehearsal rehearsal = Rehearsal.Connected();
        rehearsal.Expose(Name, "new");
        rehearsal.Write(Name, "old");

        SkatResponse response = rehearsal.Run("Receive-SkatResponse $folder").Succeeded().Only<SkatResponse>();

        Assert.Equal(Path.Combine(rehearsal.Folder, "CRS_in_1.xml_response (11507A0E2F5E).xml"), response.FullName);
        Assert.Equal(Name, response.Name);
        Assert.Equal("old", File.ReadAllText(Path.Combine(rehearsal.Folder, Name)));
    }

    [Fact]
    public async Task Receiving_the_same_content_again_makes_no_second_file()
    {
        await using Rehearsal rehearsal = Rehearsal.Connected();
        rehearsal.Expose(Name, "<svar/>");

        ScriptRun run = rehearsal.Run("Receive-SkatResponse $folder; Receive-SkatResponse $folder").Succeeded();

        Assert.Single(run.All<SkatResponse>().Select(one => one.FullName).Distinct());
        Assert.Single(Directory.GetFiles(rehearsal.Folder));
    }

    [Theory]
    [InlineData("C:evil.xml")]
    [InlineData("..\\evil.xml")]
    [InlineData("evil.xml ")]
    [InlineData("NUL.xml")]
    [InlineData(".bashrc")]
    [InlineData("desktop.ini")]
    public async Task A_name_that_no_local_file_may_have_is_an_error_of_its_own_and_the_rest_come(string name)
    {
        await using Rehearsal rehearsal = Rehearsal.Connected();
        rehearsal.Expose(name, "evil");
        rehearsal.Expose("z.xml", "good");

        ScriptRun run = rehearsal.Run("Receive-SkatResponse $folder/svar -Remove");

        Assert.Equal("ResponseNameUnsafe", run.ErrorIds.Single());
        Assert.Equal("z.xml", run.Only<SkatResponse>().Name);
        Assert.Equal(["z.xml"], Directory.GetFileSystemEntries(Path.Combine(rehearsal.Folder, "svar")).Select(Path.GetFileName));
        Assert.Equal([name], rehearsal.Account.Outbox.List(DateTimeOffset.UtcNow).Select(one => one.Name));
    }

    [Theory]
    [InlineData("/out/..")]
    [InlineData("/out/..\\..\\evil.xml")]
    [InlineData("C:\\evil.xml")]
    public async Task A_status_that_names_an_unsafe_response_is_told_so_without_a_look(string path)
    {
        await using Rehearsal rehearsal = Rehearsal.Connected();
        rehearsal.ExposeStatus("CRS", "1.xml", 3, path);

        Assert.Equal(
            "ResponseNameUnsafe", rehearsal.Run("Get-SkatStatus | Receive-SkatResponse -Destination $folder/svar").ErrorIds.Single());
    }

    [Fact]
    public async Task Only_the_last_part_of_a_path_in_a_status_is_used()
    {
        await using Rehearsal rehearsal = Rehearsal.Connected();
        rehearsal.Expose("passwd", "none");
        rehearsal.ExposeStatus("CRS", "1.xml", 3, "/out/../../etc/passwd");

        Assert.Equal(
            Path.Combine(rehearsal.Folder, "svar", "passwd"),
            rehearsal.Run("Get-SkatStatus | Receive-SkatResponse -Destination $folder/svar").Succeeded().Only<SkatResponse>().FullName);
    }

    [Fact]
    public async Task A_name_that_is_not_in_out_is_an_error_of_its_own()
    {
        await using Rehearsal rehearsal = Rehearsal.Connected();
        rehearsal.Expose("there.xml", "1");

        ScriptRun run = rehearsal.Run("Receive-SkatResponse $folder -Name gone.xml, there.xml");

        Assert.Equal("ResponseNotFound", run.ErrorIds.Single());
        Assert.Equal("there.xml", run.Only<SkatResponse>().Name);
    }

    [Theory]
    [InlineData("Receive-SkatResponse $folder/svar -Name $names")]
    [InlineData("$names | ForEach-Object { [pscustomobject]@{ Name = $_ } } | Receive-SkatResponse -Destination $folder/svar")]
    [InlineData("Receive-SkatResponse $folder/svar")]
    public async Task Any_number_of_responses_costs_one_look(string script)
    {
        await using Rehearsal rehearsal = Rehearsal.Connected();
        string[] names = [.. Enumerable.Range(1, 12).Select(number => $"svar-{number:00}.xml")];
        rehearsal.Prompt["names"] = names;
        foreach (string name in names)
        {
            rehearsal.Expose(name, name);
        }

        Assert.Equal(names, rehearsal.Run(script).Succeeded().All<SkatResponse>().Select(one => one.Name));
        Assert.Equal(1, rehearsal.Looks);
    }

    [Fact]
    public async Task Responses_that_statuses_name_cost_no_look_beside_the_one_that_showed_the_statuses()
    {
        await using Rehearsal rehearsal = Rehearsal.Connected();
        foreach (int number in Enumerable.Range(1, 3))
        {
            rehearsal.Expose($"svar-{number}.xml", "<svar/>");
            rehearsal.ExposeStatus("CRS", $"{number}.xml", 3, $"/out/svar-{number}.xml");
        }

        Assert.Equal(
            3, rehearsal.Run("Get-SkatStatus | Receive-SkatResponse -Destination $folder/svar").Succeeded().All<SkatResponse>().Count());
        Assert.Equal(1, rehearsal.Looks);
    }

    [Fact]
    public async Task A_name_that_the_last_look_did_not_show_costs_one_more_and_what_came_meanwhile_is_found()
    {
        await using Rehearsal rehearsal = Rehearsal.Connected();
        rehearsal.Expose("first.xml", "1");
        rehearsal.Expose("last.xml", "3");
        rehearsal.Script.OnStep = (step, _) =>
        {
            if (step.Step == GatewayStep.RetrAfterLastByte
                && step.Argument.Contains("first.xml", StringComparison.Ordinal)) { rehearsal.Expose("later.xml", "2"); }
            return Task.CompletedTask;
        };

        ScriptRun run = rehearsal.Run("Receive-SkatResponse $folder -Name first.xml, later.xml, gone.xml, last.xml -ThrottleLimit 1");

        Assert.Equal(["first.xml", "later.xml", "last.xml"], run.All<SkatResponse>().Select(one => one.Name));
        Assert.Equal("ResponseNotFound", run.ErrorIds.Single());
        Assert.Equal(3, rehearsal.Looks);
    }

    [Fact]
    public async Task A_destination_that_cannot_be_a_folder_ends_the_run_before_anything_is_fetched()
    {
        await using Rehearsal rehearsal = Rehearsal.Connected();
        rehearsal.Expose("1.xml", "1");
        rehearsal.Expose("2.xml", "2");
        rehearsal.Write("file");

        ScriptRun run = rehearsal.Run("Receive-SkatResponse $folder/file -Remove");

        Assert.Equal("DestinationUnusable", run.ErrorIds.Single());
        Assert.Equal((0, 0), (rehearsal.CountOf("RETR"), rehearsal.CountOf("DELE")));
    }

    [Fact]
    public async Task A_destination_that_goes_away_meanwhile_is_told_as_such_and_nothing_is_removed()
    {
        await using Rehearsal rehearsal = Rehearsal.Connected();
        rehearsal.Expose("1.xml", "1");
        string destination = Path.Combine(rehearsal.Folder, "svar");
        rehearsal.Script.OnStep = (step, _) =>
        {
            if (step.Step == GatewayStep.RetrAfterLastByte) { Directory.Delete(destination, recursive: true); }
            return Task.CompletedTask;
        };

        ScriptRun run = rehearsal.Run("Receive-SkatResponse $folder/svar -Remove");

        Assert.Equal("DestinationUnusable", run.ErrorIds.Single());
        Assert.Contains("still in /out", run.Error.Exception.Message, StringComparison.Ordinal);
        Assert.Equal(0, rehearsal.CountOf("DELE"));
        rehearsal.Script.OnStep = null;
        rehearsal.Run("Receive-SkatResponse $folder/svar").Succeeded();
    }

    [Fact]
    public async Task A_response_may_be_anything()
    {
        await using Rehearsal rehearsal = Rehearsal.Connected();
        byte[] content = [.. Enumerable.Range(0, 100_000).Select(one => (byte)(one * 7))];
        rehearsal.Expose("svar.bin", content);

        Assert.Equal(content, File.ReadAllBytes(rehearsal.Run("Receive-SkatResponse $folder").Succeeded().Only<SkatResponse>().FullName));
        Assert.Equal(
            Encoding.ASCII.GetBytes("I"), Encoding.ASCII.GetBytes(rehearsal.Gateway.Commands.Last(one => one.Verb == "TYPE").Line[^1..]));
    }
}
