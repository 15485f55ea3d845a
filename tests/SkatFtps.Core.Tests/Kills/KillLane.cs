using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Data.Sqlite;
using SkatFtps.KillTarget;
using SkatFtps.Ledger;
using SkatFtps.Receiving;
using SkatFtps.Simulator;
using SkatFtps.Simulator.Backends;
using SkatFtps.Simulator.Folders;
using Xunit;

namespace SkatFtps.Core.Tests.Kills;

/// <summary>Kills one process after the other and looks, as the run that follows would, at what each left behind.</summary>
internal sealed class KillLane : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly KillGateway _gateway;
    private readonly GatewaySession _session;
    private readonly PausePoint _never = new(_ => { });
    private Task<FilerProcess>? _next;

    private KillLane(KillGateway gateway, GatewaySession session)
    {
        _gateway = gateway;
        _session = session;
    }

    public static async Task<KillLane> StartAsync(KillGateway gateway) =>
        new(gateway, await Filer.ConnectAsync(gateway.Arguments, path => new SqliteConnection(path), new PausePoint(_ => { })));

    /// <param name="point">Where.</param>
    /// <param name="number">Makes the name its own; odd ones are large files.</param>
    /// <param name="more">Whether another kill follows, for which a process is started meanwhile.</param>
    public async Task KillAsync(KillPoint point, int number, bool more)
    {
        using FilerProcess process = await (_next ?? FilerProcess.StartAsync(_gateway.Arguments));
        _next = more ? FilerProcess.StartAsync(_gateway.Arguments) : null;

        byte[] content = new byte[number % 2 == 0 ? 3_000 : 400_000];
        new Random(number).NextBytes(content);
        string name = $"file-{number}.bin";
        await (point.Sends ? SendAsync(process, point, name, content) : ReceiveAsync(process, point, name, content));
    }

    public void Dispose()
    {
        _next?.GetAwaiter().GetResult().Dispose();
        _session.Dispose();
    }

    private async Task SendAsync(FilerProcess process, KillPoint point, string name, byte[] content)
    {
        string path = Path.Combine(_gateway.Folder, name);
        await File.WriteAllBytesAsync(path, content);
        await KillAtAsync(process, point, name, () => process.Begin("send", Local(point), KillGateway.Service, path));
        if (point.StorWritten)
        {
            await _gateway.WaitForArrivalAsync(name);
        }

        // What arrived is never taken for unsent; what never left is not taken for sent.
        LedgerSubmission? row = await _session.Ledger!.Submissions.FindAsync(name, CancellationToken.None);
        bool unsent = row is null or { State: SubmissionState.Withdrawn or SubmissionState.Reserved };
        Assert.Equal(point.StorWritten ? 1 : 0, _gateway.ArrivalsOf(name));
        Assert.False(point.StorWritten && unsent, $"It arrived, and the ledger has {row?.State.ToString() ?? "nothing"}.");
        Assert.False(
            !point.StorWritten && !unsent && row!.State != SubmissionState.InDoubt, $"It never left, and the ledger has {row?.State}.");

        // The run that follows starts from the top.
        if (unsent)
        {
            await Filer.SendAsync(_session, KillGateway.Service, path, _never);
        }
        else
        {
            GatewayException refusal = await Assert.ThrowsAsync<GatewayException>(
                () => Filer.SendAsync(_session, KillGateway.Service, path, _never));
            Assert.Equal("FileNameAlreadySent", refusal.ErrorId);
            Assert.False(refusal.SafeToResend);
        }

        bool arrived = point.StorWritten || unsent;
        Assert.Equal(arrived ? 1 : 0, _gateway.ArrivalsOf(name));
        Assert.Equal(arrived ? 1 : 0, _gateway.StorsOf(name));

        // Its statuses settle what was in doubt, and only they.
        var query = new StatusQuery { FtpTransaktionsId = id => id == name };
        await _session.CollectStatusesAsync(
            query, _ => { }, (file, e) => throw new InvalidOperationException(file, e), _never, CancellationToken.None);
        row = await _session.Ledger.Submissions.FindAsync(name, CancellationToken.None);
        Assert.Equal(arrived ? SubmissionState.Answered : SubmissionState.InDoubt, row!.State);
        _gateway.Forget(name);
        File.Delete(path);
    }

    private async Task ReceiveAsync(FilerProcess process, KillPoint point, string name, byte[] content)
    {
        DirectoryInfo folder = Directory.CreateDirectory(Path.Combine(_gateway.Folder, "received-" + name));
        _gateway.Expose(name, content);
        await KillAtAsync(process, point, name, () => process.Begin("receive", Local(point), name, folder.FullName));

        // Read before the folder: what is gone from /out by now must be there.
        bool removed = !_gateway.IsExposed(name);
        if (removed)
        {
            AssertWhole(folder, name, content);
        }

        try
        {
            await Filer.ReceiveAsync(_session, name, folder.FullName, _never);
        }
        catch (GatewayException e) when (point.Step == "DELE" && e.ErrorId == "DeleteRefused")
        {
            // The killed process' own DELE was still under way at the gateway.
        }

        Assert.False(_gateway.IsExposed(name));
        AssertWhole(folder, name, content);
        Assert.Single(folder.GetFiles());
        LedgerResponse response = Assert.Single(await _session.Ledger!.Responses.FindAsync(name, CancellationToken.None));
        Assert.True(ReceivedFile.HasContent(response.LocalPath!, response.Sha256));
        folder.Delete(recursive: true);
    }

    private async Task KillAtAsync(FilerProcess process, KillPoint point, string name, Action begin)
    {
        if (point.AtServer)
        {
            Task killed = _gateway.KillAt(point.Step, name, process.Kill);
            begin();
            string? said = await process.ReadLineAsync();
            Assert.True(said is null, $"It went past the point and said '{said}'.");
            await killed.WaitAsync(Patience);
        }
        else
        {
            begin();
            Assert.Equal("at " + point.Step, await process.ReadLineAsync());
            process.Kill();
        }
    }

    // "-" is no point of the process itself.
    private static string Local(KillPoint point) => point.AtServer ? "-" : point.Step;

    // A half-written file is hidden under a name of its own until the next run takes it away; nothing else may lie there.
    private static void AssertWhole(DirectoryInfo folder, string name, byte[] content)
    {
        IEnumerable<FileInfo> visible = folder.GetFiles().Where(file => !file.Name.StartsWith('.'));
        Assert.Equal(name, Assert.Single(visible).Name);
        Assert.Equal(content, File.ReadAllBytes(Path.Combine(folder.FullName, name)));
    }
}
