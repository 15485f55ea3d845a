using System;
using System.Collections.Concurrent;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Ledger;
using SkatFtps.Simulator;
using SkatFtps.Simulator.Folders;
using SkatFtps.Simulator.Options;
using SkatFtps.Simulator.Scripting;

namespace SkatFtps.Core.Tests.Kills;

/// <summary>A simulated gateway that counts what it was given and can kill whoever reaches a step, and a ledger beside it.</summary>
internal sealed class KillGateway : IAsyncDisposable
{
    public const string Service = "Udlaan";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("skatftps-kills-");
    private readonly ConcurrentDictionary<string, (string Step, Action Kill, TaskCompletionSource Killed)> _waiting = new();
    private readonly SimulatedGateway _gateway;

    public KillGateway()
    {
        _gateway = SimulatedGateway.Start(new SimulatorOptions { Services = [Service], KeptContentLimit = 0 });
        _gateway.Script.OnStep = (step, _) =>
        {
            KillIfDue(step);
            return Task.CompletedTask;
        };

        // The steps within the data are reached only when something is scripted for them.
        _gateway.Script.On(GatewayStep.StorMidData).AfterBytes(1_000);
        _gateway.Script.On(GatewayStep.RetrMidData).AfterBytes(1_000);
        string ledger = LedgerFile.Prepare(Path.Combine(_folder.FullName, "ledger", "ledger.db"));
        GatewayAccount account = _gateway.Account;
        Arguments =
        [
            _gateway.Host, _gateway.Port.ToString(CultureInfo.InvariantCulture), account.UserName, account.Password,
            account.CertificatePath,
            account.CertificatePassword, _gateway.TrustedRootPath, ledger,
        ];
    }

    public string Folder => _folder.FullName;

    /// <summary>KillTarget's.</summary>
    public string[] Arguments { get; }

    /// <summary>Kills when a session reaches the step with this file; completes then.</summary>
    public Task KillAt(string step, string name, Action kill)
    {
        var killed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting[name] = (step, kill, killed);
        return killed.Task;
    }

    /// <summary>Every STOR that was accepted, whole or cut.</summary>
    public int ArrivalsOf(string name) => _gateway.Received.Count(file => file.Name == name);

    /// <summary>Every STOR that was read, accepted or not.</summary>
    public int StorsOf(string name) => _gateway.Commands.Count(command => command.Line == "STOR " + name);

    public async Task WaitForArrivalAsync(string name)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        while (true)
        {
            int known = _gateway.Received.Count;
            if (ArrivalsOf(name) > 0)
            {
                return;
            }

            await _gateway.WaitForReceivedAsync(known + 1, patience.Token);
        }
    }

    public void Expose(string name, byte[] content) => _gateway.Account.Outbox.Put(new OutboxFile(name, content, DateTimeOffset.UtcNow));

    public bool IsExposed(string name) => _gateway.Account.Outbox.TryGet(name, DateTimeOffset.UtcNow, out _);

    /// <summary>Takes the statuses of a file away, so that listings stay short.</summary>
    public void Forget(string name)
    {
        foreach (OutboxFile file in _gateway.Account.Outbox.List(DateTimeOffset.UtcNow).Where(
            file => file.Name.Contains(name, StringComparison.Ordinal)))
        {
            _gateway.Account.Outbox.Remove(file.Name, DateTimeOffset.UtcNow);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private void KillIfDue(StepEvent reached)
    {
        string name = reached.Argument.Substring(reached.Argument.LastIndexOf('/') + 1);
        if (_waiting.TryGetValue(name, out (string Step, Action Kill, TaskCompletionSource Killed) due)
            && due.Step.Equals(reached.Step, StringComparison.OrdinalIgnoreCase)
            && _waiting.TryRemove(name, out _))
        {
            due.Kill();
            due.Killed.SetResult();
        }
    }
}
