using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Core.Tests.Ledger;
using SkatFtps.Ftp;
using SkatFtps.Ledger;
using SkatFtps.Peers.Tests.ProFtpd;
using SkatFtps.Receiving;
using Xunit;

namespace SkatFtps.Peers.Tests.Cuts;

/// <summary>
/// One session through a relay to a server that is not ours, and one cut after the other. After each the same is done as by the run that
/// follows: what is safe is sent again, what is in doubt is tried and must be refused, what was not received is received; and one whole
/// file is sent.
/// </summary>
internal sealed class CutLane : IAsyncDisposable
{
    private const string Service = "Udlaan";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Hang = TimeSpan.FromMinutes(3);

    private readonly DirectoryInfo _local = Directory.CreateTempSubdirectory("skatftps-cuts-");
    private readonly SqliteLedger _sqlite = new();
    private readonly RecordingLog _log = new();
    private readonly Dictionary<(bool Sends, CutChannel Channel, bool FromClient, int Size, int Skip), long> _whole = [];
    private readonly CutFigures _figures;
    private readonly ProFtpdServer _server;
    private readonly CuttingRelay _relay;
    private readonly string _lane;
    private GatewaySession? _session;
    private int _files;

    private CutLane(string lane, ProFtpdServer server, CuttingRelay relay, CutFigures figures)
    {
        (_lane, _server, _relay, _figures) = (lane, server, relay, figures);
    }

    private GatewaySession Session => _session!;

    private string Received => Path.Combine(_local.FullName, "received");

    public static async Task<CutLane> StartAsync(int number, bool tls13, CutFigures figures)
    {
        string address = $"127.0.1.{number + 1}";
        var relay = new CuttingRelay(IPAddress.Parse(address));
        ProFtpdServer server = await ProFtpdServer.StartAsync(
            tls13 ? "TLSv1.3" : "TLSv1.2",
            $"PassivePorts {relay.FirstDataPort} {relay.LastDataPort}\n{(tls13 ? "TLSOptions NoSessionReuseRequired" : string.Empty)}",
            address: address);
        relay.Serve(server.Port);
        var lane = new CutLane($"lane{number}", server, relay, figures);
        Directory.CreateDirectory(lane.Received);
        await lane.OpenAsync(tls13);
        await lane.MeasureAsync();
        return lane;
    }

    /// <summary>Makes one cut, however many tries it takes until one falls into a transfer, and looks at what came of it.</summary>
    public async Task CutAsync(int number, int seed)
    {
        (bool sends, Cut kind) = CutPlan.KindOf(number);
        var random = new Random(unchecked((seed * 31) + number));
        bool made;
        do
        {
            int size = CutPlan.Sizes[random.Next(CutPlan.Sizes.Count)];
            int skip = !sends && kind.Channel is CutChannel.Data ? random.Next(2) : 0;
            Cut cut = CutPlan.At(kind, _whole[(sends, kind.Channel, kind.FromClient, size, skip)], random) with { Skip = skip };
            string what = $"{number}: {(sends ? "sending" : "receiving")} {size} bytes, {cut}";
            _log.Clear();
            made = await (sends ? CutUploadAsync(what, cut, size, random) : CutDownloadAsync(what, cut, size, random));
            await SendWholeAsync(what, NewFile(size, random));
        }
        while (!made);
    }

    /// <summary>Looks at the whole of it: each name came to the server once at most.</summary>
    public async Task EndAsync()
    {
        await Session.CloseAsync(_log, CancellationToken.None);
        IGrouping<string, string>[] stored = _server.Commands.Where(
            line => line.StartsWith("STOR ", StringComparison.Ordinal)).GroupBy(line => line.Split(' ')[1]).ToArray();
        Assert.True(stored.Length >= CutPlan.Sizes.Count, "The server has kept no account of its commands.");
        foreach (IGrouping<string, string> doubled in stored.Where(name => name.Count() > 1))
        {
            _figures.Fault($"DOUBLE: {string.Join("; ", doubled)}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        _session?.Dispose();
        await _relay.DisposeAsync();
        await _server.DisposeAsync();
        _sqlite.Dispose();
        _local.Delete(recursive: true);
    }

    private async Task OpenAsync(bool tls13)
    {
        GatewayOptions options = _server.Options(port: _relay.Port);
        options.Protocols = tls13 ? SslProtocols.Tls13 : SslProtocols.Tls12;
        options.Timeouts = FtpsTimeouts.All(Patience);
        options.Ledger = await SubmissionLedger.OpenAsync(
            _sqlite.Database, "localhost", _server.UserName, LedgerOwner.Current(), new LedgerOptions(), CancellationToken.None);
        _session = await GatewaySession.ConnectAsync(options, _log, CancellationToken.None);
    }

    // How many bytes pass when nothing is cut, of every size: so that a cut can be put on the last of them.
    private async Task MeasureAsync()
    {
        var random = new Random(1);
        foreach (int size in CutPlan.Sizes)
        {
            await MeasureAsync(true, size, 0, () => SendWholeAsync("measuring", NewFile(size, random)));
            string name = Expose(size, random);
            await MeasureAsync(false, size, 0, () => Session.ListOutAsync(_log, CancellationToken.None));
            await MeasureAsync(false, size, 1, async () => Assert.True(await ReceiveAsync(name)));
            AssertReceived("measuring", name, new FileInfo(Path.Combine(_local.FullName, name)));
        }
    }

    private async Task MeasureAsync(bool sends, int size, int skip, Func<Task> work)
    {
        (long fromClient, long fromServer) = (_relay.Control!.FromClient, _relay.Control.FromServer);
        if (size == CutPlan.Sizes[0])
        {
            // The login is what has passed until now.
            _whole.TryAdd((true, CutChannel.Login, true, 0, 0), fromClient);
            _whole.TryAdd((true, CutChannel.Login, false, 0, 0), fromServer);
        }

        await work();
        foreach (bool client in new[] { true, false })
        {
            long said = client ? _relay.Control.FromClient - fromClient : _relay.Control.FromServer - fromServer;
            _whole[(sends, CutChannel.Data, client, size, skip)] = client ? _relay.Data!.FromClient : _relay.Data!.FromServer;
            _whole[(sends, CutChannel.Control, client, size, 0)] =
                said + (skip == 1 ? _whole[(sends, CutChannel.Control, client, size, 0)] : 0);
            _whole[(sends, CutChannel.Login, client, size, 0)] = _whole[(true, CutChannel.Login, client, 0, 0)];
        }
    }

    private async Task<bool> CutUploadAsync(string what, Cut cut, int size, Random random)
    {
        FileInfo file = NewFile(size, random);
        await ArmAsync(cut);
        GatewayException? failure = await SubmitAsync(file);
        bool made = _relay.Disarm();
        if (!made)
        {
            JudgeWhole(what, file, failure);
            return false;
        }

        string outcome = failure is null ? "Sent" : failure.SafeToResend == true ? "safe" : "in doubt";
        bool isPart = failure is null && !IsStored(file);
        if (cut.IsHalfClosing)
        {
            _figures.Count($"half-closing box: {outcome}{(isPart ? ", of which the server has a part" : string.Empty)}");
        }
        else
        {
            _figures.Count($"upload, {outcome}");
            if (isPart)
            {
                Fault("FALSE SENT", what, failure);
            }
        }

        await RerunAsync(what, file, failure);
        return true;
    }

    // Whoever runs the same again: what is safe goes now, and what is in doubt is refused.
    private async Task RerunAsync(string what, FileInfo file, GatewayException? failure)
    {
        GatewayException? again = await SubmitAsync(file);
        if (failure?.SafeToResend == true)
        {
            JudgeWhole(what + ", sent again", file, again);
            return;
        }

        if (again is not { ErrorId: "FileNameAlreadySent", SafeToResend: false })
        {
            Fault("SENT AGAIN", what, again);
        }

        SubmissionState? state = (await Session.Ledger!.Submissions.FindAsync(file.Name, CancellationToken.None))?.State;
        if (state != (failure is null ? SubmissionState.Sent : SubmissionState.InDoubt))
        {
            Fault($"THE LEDGER HAS {state}", what, failure);
        }

        Forget(file);
    }

    private async Task<bool> CutDownloadAsync(string what, Cut cut, int size, Random random)
    {
        string name = Expose(size, random);
        var file = new FileInfo(Path.Combine(_local.FullName, name));
        await ArmAsync(cut);
        GatewayException? failure = null;
        try
        {
            await ReceiveAsync(name);
        }
        catch (GatewayException e)
        {
            failure = e;
        }

        bool made = _relay.Disarm();
        bool isRemoved = !File.Exists(Path.Combine(_server.Home, "out", name));
        if (isRemoved && !IsReceived(file))
        {
            Fault("LOST", what, failure);
        }

        if (!made && (failure is not null || !isRemoved))
        {
            Fault("NOT RECEIVED, AND NOTHING WAS CUT", what, failure);
        }

        if (made)
        {
            _figures.Count(failure is null && isRemoved ? "download, received" : "download, received by the next run");
            try
            {
                await ReceiveAsync(name);
            }
            catch (GatewayException e)
            {
                Fault("NOT RECEIVED BY THE NEXT RUN", what, e);
            }
        }

        AssertReceived(what, name, file);
        return made;
    }

    /// <returns>False when it was not in /out any more.</returns>
    private async Task<bool> ReceiveAsync(string name)
    {
        using var hang = new CancellationTokenSource(Hang);
        OutFile? file = (await Session.ListOutAsync(_log, hang.Token)).FirstOrDefault(one => one.Name == name);
        if (file is null)
        {
            return false;
        }

        var receiver = new ResponseReceiver(new DirectoryInfo(Received));
        await receiver.SurveyAsync(Session, all: true, remove: true, _log, hang.Token);
        ReceivedResponse result = await receiver.ReceiveAsync(Session, file, null, remove: true, null, _log, hang.Token);
        return result.NotRemoved is null ? result.Removed : throw result.NotRemoved;
    }

    private void AssertReceived(string what, string name, FileInfo file)
    {
        bool isRemoved = !File.Exists(Path.Combine(_server.Home, "out", name));
        string[] kept = Directory.GetFiles(Received);
        if (!isRemoved || kept.Length != 1 || !IsReceived(file))
        {
            Fault($"NOT WHOLE, ONCE AND REMOVED ({(isRemoved ? "removed" : "not removed")}, here:"
                + $" {string.Join(", ", kept.Select(Path.GetFileName))})", what, null);
        }

        Array.ForEach(kept, File.Delete);
        File.Delete(Path.Combine(_server.Home, "out", name));
        file.Delete();
    }

    private async Task SendWholeAsync(string what, FileInfo file)
    {
        GatewayException? failure = await SubmitAsync(file);
        JudgeWhole(what + ", the file after it", file, failure);
    }

    private void JudgeWhole(string what, FileInfo file, GatewayException? failure)
    {
        if (failure is not null || !IsStored(file))
        {
            Fault(failure is null ? "FALSE SENT" : "NOT SENT, AND NOTHING WAS CUT", what, failure);
        }
        else
        {
            _figures.Count("whole upload, Sent");
        }

        Forget(file);
    }

    private async Task<GatewayException?> SubmitAsync(FileInfo file)
    {
        using var hang = new CancellationTokenSource(Hang);
        try
        {
            await Session.SubmitAsync(Service, file, new SubmitOptions(), _log, hang.Token);
            return null;
        }
        catch (GatewayException e)
        {
            return e;
        }
    }

    private async Task ArmAsync(Cut cut)
    {
        _relay.Arm(cut);
        if (cut.Channel is CutChannel.Login)
        {
            // Not noticed before the next command, this would be a cut of its own.
            _relay.Control!.Close();
            await _log.UntilAsync(() => !Session.IsConnected);
        }
    }

    private FileInfo NewFile(int size, Random random)
    {
        var file = new FileInfo(Path.Combine(_local.FullName, $"{_lane}-{++_files}.bin"));
        byte[] content = new byte[size];
        random.NextBytes(content);
        File.WriteAllBytes(file.FullName, content);
        return file;
    }

    private string Expose(int size, Random random)
    {
        FileInfo file = NewFile(size, random);
        _server.Put("out/" + file.Name, File.ReadAllBytes(file.FullName));
        return file.Name;
    }

    private void Forget(FileInfo file)
    {
        File.Delete(Path.Combine(_server.Home, Service, file.Name));
        file.Delete();
    }

    private bool IsStored(FileInfo file) => IsSame(file, Path.Combine(_server.Home, Service, file.Name));

    private bool IsReceived(FileInfo file) => IsSame(file, Path.Combine(Received, file.Name));

    private static bool IsSame(FileInfo file, string path) =>
        File.Exists(path)
            && SHA256.HashData(File.ReadAllBytes(file.FullName)).AsSpan().SequenceEqual(SHA256.HashData(File.ReadAllBytes(path)));

    private void Fault(string fault, string what, GatewayException? failure) =>
        _figures.Fault($"{fault}: {_lane}, {what}: {failure?.ErrorId} {failure?.Message}\n   "
            + $" {string.Join("\n    ", _log.Lines.TakeLast(40))}");
}
