using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
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
        string jobs = first.Write("jobs.json", JsonSerializer.Serialize(new[] { Job(first), Job(second) }));

        ShellProcess run = await ShellProcess.RunAsync(
            "-File", Repository.InRoot("tests/SkatFtps.Cmdlets.Tests/Module/Start-Runbooks.ps1"), jobs);

        Assert.True(run.ExitCode == 0 && run.Errors.Length == 0, run.Output + run.Errors);
        Assert.NotEqual(first.Account.UserName, second.Account.UserName);
        IEnumerable<string> lines = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(Expected(first).Concat(Expected(second)).Order(StringComparer.Ordinal), lines.Order(StringComparer.Ordinal));
        Check(first);
        Check(second);
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
        foreach (string name in Names(rehearsal)) { rehearsal.Write($"ud/{name}", $"<ping>{name}</ping>"); }
        return rehearsal;
    }

    private static object Job(Rehearsal rehearsal) => new
    {
        Assets = new
        {
            rehearsal.Account.CertificatePath,
            rehearsal.Account.CertificatePassword,
            rehearsal.Account.UserName,
            rehearsal.Account.Password,
        },
        Parameters = new
        {
            Service = "FTPSGW.Heartbeat",
            Folder = Path.Combine(rehearsal.Folder, "ud"),
            Destination = Path.Combine(rehearsal.Folder, "svar"),
            LedgerPath = Path.Combine(rehearsal.Folder, "ledger", "ledger.db"),
            HostName = rehearsal.Gateway.Host,
            rehearsal.Gateway.Port,
            rehearsal.Gateway.TrustedRootPath,
            TimeoutMinutes = 1.0,
        },
    };

    private static string[] Names(Rehearsal rehearsal) =>
        [.. Enumerable.Range(1, 3).Select(number => $"{rehearsal.Account.UserName.Split('_')[1]}-{number}.xml")];

    /// <summary>What the runbook of one job writes; afterwards its runspace has no session.</summary>
    private static IEnumerable<string> Expected(Rehearsal rehearsal)
    {
        string user = rehearsal.Account.UserName;
        IEnumerable<string> files = Names(rehearsal).SelectMany(name => new[]
        {
            $"{user} sent {name}", $"{user} has 3 for {name}", $"{user} received FTPSGW.Heartbeat_in_{name}_response.txt",
        });
        return files.Append($"{user} ends with NoSession");
    }

    private static void Check(Rehearsal rehearsal)
    {
        Assert.Equal(Names(rehearsal), rehearsal.Gateway.Received.Select(file => file.Name).Order(StringComparer.Ordinal));
        Assert.All(rehearsal.Gateway.Received, file => Assert.Equal(rehearsal.Account.UserName, file.UserName));
        Assert.Equal(3, Directory.GetFiles(Path.Combine(rehearsal.Folder, "svar")).Length);
    }
}
