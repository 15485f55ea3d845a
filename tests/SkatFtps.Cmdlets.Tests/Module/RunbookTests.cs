using System;
using System.Collections;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Cmdlets.Tests.Support;
using SkatFtps.Simulator;
using SkatFtps.Simulator.Certificates;
using SkatFtps.Simulator.Scripting;
using Xunit;

namespace SkatFtps.Cmdlets.Tests.Module;

/// <summary>Azure Automation runs several jobs in one process, each in a runspace of its own.</summary>
public sealed class RunbookTests
{
    private readonly TaskCompletionSource _both = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _arrived;

    [Fact]
    public async Task Two_runbooks_in_one_process_file_at_once_each_with_its_own_certificate()
    {
        await using Rehearsal first = Arrange("11111111");
        await using Rehearsal second = Arrange("22222222");
        using RunningScript one = Start(first);
        using RunningScript other = Start(second);

        ScriptRun[] runs = await Task.WhenAll(Task.Run(one.Finish), Task.Run(other.Finish));

        Check(first, runs[0]);
        Check(second, runs[1]);
        Assert.NotEqual(first.Account.UserName, second.Account.UserName);
    }

    // Neither gateway goes on with its first upload before the other has one too.
    private Task MeetAsync(StepEvent step, CancellationToken stop)
    {
        if (step.Step != "STOR") { return Task.CompletedTask; }
        if (Interlocked.Increment(ref _arrived) == 2) { _both.SetResult(); }
        return _both.Task.WaitAsync(stop);
    }

    private Rehearsal Arrange(string cvr)
    {
        Rehearsal rehearsal = Rehearsal.Start(options =>
        {
            options.Certificate = new OcesCertificateBuilder { EcdsaKey = true, Cvr = cvr }.Build();
            options.KnowsIssuingAuthority = true;
            options.Script.OnStep = MeetAsync;
        });
        Directory.CreateDirectory(Path.Combine(rehearsal.Folder, "ud"));
        foreach (int number in Enumerable.Range(1, 3)) { rehearsal.Write($"ud/{cvr}-{number}.xml", $"<ping>{cvr} {number}</ping>"); }

        rehearsal.Prompt["assets"] = new Hashtable
        {
            ["Certificate"] = rehearsal.Account.Certificate.Certificate,
            ["Credential"] = new PSCredential(rehearsal.Account.UserName, Rehearsal.Secure(rehearsal.Account.Password)),
        };
        rehearsal.Prompt["book"] = new Hashtable
        {
            ["Service"] = "FTPSGW.Heartbeat",
            ["Folder"] = Path.Combine(rehearsal.Folder, "ud"),
            ["Destination"] = Path.Combine(rehearsal.Folder, "svar"),
            ["LedgerPath"] = Path.Combine(rehearsal.Folder, "ledger", "ledger.db"),
            ["HostName"] = rehearsal.Gateway.Host,
            ["Port"] = rehearsal.Gateway.Port,
            ["TrustedRootPath"] = rehearsal.Gateway.TrustedRootPath,
            ["TimeoutMinutes"] = 1.0,
        };
        rehearsal.Run($". '{Repository.InRoot("tests/EngineCmdlets.ps1")}'; function Get-AutomationCertificate {{ $assets.Certificate }}; function Get-AutomationPSCredential {{ $assets.Credential }}").Succeeded();
        return rehearsal;
    }

    private static RunningScript Start(Rehearsal rehearsal) => rehearsal.Prompt.Start($"& '{Repository.InRoot("docs/examples/Runbook.ps1")}' @book");

    private static void Check(Rehearsal rehearsal, ScriptRun run)
    {
        run.Succeeded();
        string cvr = rehearsal.Account.UserName.Split('_')[1];
        string[] names = [.. Enumerable.Range(1, 3).Select(number => $"{cvr}-{number}.xml")];
        Assert.Equal(names, rehearsal.Gateway.Received.Select(file => file.Name).Order(StringComparer.Ordinal));
        Assert.All(rehearsal.Gateway.Received, file => Assert.Equal(rehearsal.Account.UserName, file.UserName));
        Assert.Equal(names, run.All<Submission>().Select(one => one.FtpTransaktionsId).Order(StringComparer.Ordinal));
        Assert.Equal(names, run.All<SubmissionStatus>().Select(one => one.FtpTransaktionsId).Order(StringComparer.Ordinal));
        Assert.Equal(3, Directory.GetFiles(Path.Combine(rehearsal.Folder, "svar")).Length);
        Assert.Equal("NoSession", rehearsal.Run("Get-SkatStatus").ErrorIds.Single());
    }
}
