using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Threading;
using System.Threading.Tasks;

namespace SkatFtps.Core.Tests.Support;

/// <summary>
/// Plays one transcript to one client over real sockets and real TLS: what the client says is compared, what the server says is sent.
/// </summary>
/// <remarks>
/// The actions: <c>!tls [certificate] [1.3] [alert NN] [silent]</c>, <c>!hello</c> (wait for the first bytes of one), <c>!raw TEXT</c>,
/// <c>!pasv [as h1,h2,h3,h4] [closed] [clogged] [and ANOTHER REPLY, in one record]</c>, <c>!epsv</c> likewise,
/// <c>!data tls CERTIFICATE|send "TEXT"|end|close-notify|fin|reset|receive [AT LEAST]|watch|clear TEXT</c>, <c>!mark NAME</c>, <c>!wait
/// NAME</c>,
/// <c>!drop</c>, <c>!reset</c>, <c>!hang</c>, and <c>!include NAME</c>.
/// </remarks>
internal sealed class ScriptedFtpsServer : IAsyncDisposable
{
    /// <summary>A guard against a test that hangs; nothing is measured by it.</summary>
    public static readonly TimeSpan Guard = TimeSpan.FromSeconds(30);

    private static int _spelling;

    private readonly IReadOnlyList<TranscriptStep> _steps;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentQueue<string> _received = new();
    private readonly ConcurrentQueue<DataReceived> _files = new();
    private readonly ConcurrentQueue<DataEnd> _dataEnds = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _marks = new();
    private readonly List<ScriptedDataPort> _ports = new();
    private readonly TaskCompletionSource _played = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly int _stopAt;
    private readonly StopKind _stop;
    private readonly bool _allowResume;
    private readonly Task _run;
    private Socket? _control;
    private NetworkStream? _network;
    private SslProtocols _protocols = SslProtocols.Tls12;
    private RecordWatchingStream? _records;
    private Stream? _stream;
    private Exception? _mismatch;

    private readonly bool _tls13;

    private ScriptedFtpsServer(IReadOnlyList<TranscriptStep> steps, int stopAt, StopKind stop, bool allowResume = false, bool tls13 = false)
    {
        _allowResume = allowResume;
        _tls13 = tls13;
        _steps = steps;
        _stopAt = stopAt;
        _stop = stop;
        HostName = Spell(Interlocked.Increment(ref _spelling));
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _run = RunAsync();
    }

    /// <summary>localhost in a spelling of its own, because the runtime keeps one TLS session for a spelling.</summary>
    public string HostName { get; }

    public int Port { get; }

    /// <summary>The lines of the client so far.</summary>
    public IReadOnlyList<string> Received => _received.ToArray();

    /// <summary>STOR reached the server.</summary>
    public bool SawStore => _received.Any(line => line.StartsWith("STOR", StringComparison.OrdinalIgnoreCase));

    /// <summary>The subjects of the certificates that the client sent in the last full handshake, its own first.</summary>
    public IReadOnlyList<string> ClientCertificates { get; private set; } = [];

    /// <summary>What <c>!data receive</c> got.</summary>
    public IReadOnlyList<DataReceived> Files => _files.ToArray();

    /// <summary>What <c>!data watch</c> saw.</summary>
    public IReadOnlyList<DataEnd> DataEnds => _dataEnds.ToArray();

    /// <param name="transcript">A file in Ftp/Transcripts, without ".txt".</param>
    /// <param name="allowResume">Whether the client's TLS sessions may be resumed.</param>
    /// <param name="tls13">Every <c>!tls</c> speaks TLS 1.3.</param>
    public static ScriptedFtpsServer Play(string transcript, bool allowResume = false, bool tls13 = false) =>
        new(Transcript.Load(transcript), -1, default, allowResume, tls13);

    /// <summary>Plays up to a step (counted from 0) and leaves the transcript there.</summary>
    public static ScriptedFtpsServer PlayUntil(IReadOnlyList<TranscriptStep> steps, int step, StopKind stop) => new(steps, step, stop);

    /// <summary>Ends when the transcript has come to <c>!mark NAME</c>; "stopped" where it was left.</summary>
    public Task Reached(string mark) => Mark(mark).Task.WaitAsync(Guard);

    /// <summary>Lets a transcript go on that stands at <c>!wait NAME</c>.</summary>
    public void Release(string name) => Mark(name).TrySetResult();

    /// <summary>Ends when the whole transcript was played; fails where the client left it.</summary>
    public async Task CompleteAsync()
    {
        await Task.WhenAny(_played.Task, _run).WaitAsync(Guard);
        if (_mismatch is not null)
        {
            throw _mismatch;
        }

        if (!_played.Task.IsCompleted)
        {
            throw new TranscriptMismatchException("The client went before the transcript was through.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        Close();
        foreach (TaskCompletionSource mark in _marks.Values)
        {
            mark.TrySetResult();
        }

        await _run.WaitAsync(Guard);
        if (_mismatch is not null and not IOException)
        {
            // It says more than whatever the client made of it.
            throw _mismatch;
        }
    }

    private void Close()
    {
        _control?.Dispose();
        foreach (ScriptedDataPort port in _ports.ToArray())
        {
            port.Dispose();
        }
    }

    private async Task RunAsync()
    {
        try
        {
            _control = await _listener.AcceptSocketAsync();
            _control.NoDelay = true;
            _stream = _network = new NetworkStream(_control);
            for (int i = 0; i < _steps.Count; i++)
            {
                if (i == _stopAt)
                {
                    Mark("stopped").TrySetResult();
                    await DoAsync(_stop.ToString().ToLowerInvariant());
                    return;
                }

                await PlayAsync(_steps[i]);
            }

            _played.TrySetResult();
            await ListenOnAsync(unexpected: true);
        }
        catch (Exception e) when (e is TranscriptMismatchException or InvalidDataException or ArgumentException)
        {
            _mismatch = e;
            Close();
        }
        catch (Exception e)
            when (e is IOException or SocketException or ObjectDisposedException or AuthenticationException or InvalidOperationException)
        {
            // The client went, or the test has ended: whether it should have is the test's to say.
            _mismatch = new IOException("The connection ended in the middle of the transcript: " + e.Message, e);
            Close();
        }
    }

    private async Task PlayAsync(TranscriptStep step)
    {
        switch (step.Kind)
        {
            case 'C':
                string line = await ReadLineAsync() ?? throw new IOException(
                    $"The client closed the connection; the transcript expects '{step.Text}'.");
                string expected = Transcript.Show(Transcript.Bytes(step.Text));
                if (line != expected)
                {
                    throw new TranscriptMismatchException($"The client said '{line}'; the transcript expects '{expected}'.");
                }

                break;
            case 'S':
                await _stream!.WriteAsync(Transcript.Bytes(step.Text + "\\r\\n"));
                break;
            default:
                await DoAsync(step.Text);
                break;
        }
    }

    private async Task DoAsync(string action)
    {
        string[] words = action.Split(' ');
        string rest = action.Length > words[0].Length ? action[(words[0].Length + 1)..] : string.Empty;
        switch (words[0])
        {
            case "tls":
                await ProtectAsync(words);
                break;
            case "raw":
                await _stream!.WriteAsync(Transcript.Bytes(rest));
                break;
            case "hello":
                await _stream!.ReadExactlyAsync(new byte[5]);
                break;
            case "pasv" or "epsv":
                await AnnounceAsync(words);
                break;
            case "data":
                await MoveDataAsync(words.Length > 1 ? words[1] : string.Empty, rest[(rest + " ").IndexOf(' ')..].Trim());
                break;
            case "mark":
                Mark(rest).TrySetResult();
                break;
            case "wait":
                await Mark(rest).Task.WaitAsync(Guard);
                break;
            case "drop":
                _control!.Shutdown(SocketShutdown.Send);
                await ListenOnAsync(unexpected: false);
                break;
            case "reset":
                _control!.LingerState = new LingerOption(true, 0);
                _control.Dispose();
                break;
            case "hang":
                await ListenOnAsync(unexpected: false);
                break;
            default:
                throw new InvalidDataException("Unknown action " + action);
        }
    }

    private async Task ProtectAsync(string[] words)
    {
        string certificate = words.Length > 1 && !(words[1] is "1.3" or "alert" or "silent") ? words[1] : "server";
        _protocols = _tls13 || words.Contains("1.3") ? SslProtocols.Tls13 : SslProtocols.Tls12;
        SslServerAuthenticationOptions options = TlsOptions(certificate);
        int alert = Array.IndexOf(words, "alert");

        // The records begin here; what passed before was clear text.
        _records = new RecordWatchingStream(_network!);

        // A fatal alert in clear (RFC 5246, 7.2), or the end of the stream without one.
        _records.LastFlight = alert > 0 ? [21, 3, 3, 0, 2, 2, byte.Parse(words[alert + 1])] : words.Contains("silent") ? [] : null;
        var tls = new SslStream(_records);
        try
        {
            await tls.AuthenticateAsServerAsync(options);
        }
        catch (IOException) when (_records.LastFlight is not null)
        {
            _control!.Shutdown(SocketShutdown.Send);
            return;
        }
        catch (AuthenticationException)
        {
            // The client does not like us, or we have no protocol in common: what it makes of it is the test's to say.
            _control!.Shutdown(SocketShutdown.Send);
            return;
        }

        _stream = tls;
    }

    private async Task AnnounceAsync(string[] words)
    {
        var port = new ScriptedDataPort(TlsOptions);
        _ports.Add(port);
        int number = port.Port;
        if (words.Contains("closed"))
        {
            // Bound but not listening: nobody else gets it meanwhile.
        }
        else if (words.Contains("clogged"))
        {
            port.Clog();
        }
        else
        {
            port.Listen();
        }

        int address = Array.IndexOf(words, "as");
        string reply = words[0] == "epsv"
            ? $"229 Entering Extended Passive Mode (|||{number}|)"
            : $"227 Entering Passive Mode ({(address > 0 ? words[address + 1] : "127,0,0,1")},{number / 256},{number % 256}).";
        int and = Array.IndexOf(words, "and");
        string behind = and > 0 ? string.Join(' ', words[(and + 1)..]) + "\\r\\n" : string.Empty;
        await _stream!.WriteAsync(Transcript.Bytes(reply + "\\r\\n" + behind));
    }

    private async Task MoveDataAsync(string verb, string argument)
    {
        ScriptedDataPort port = _ports[^1];
        switch (verb)
        {
            case "tls":
                await port.ProtectAsync(argument);
                break;
            case "send":
                await port.SendAsync(Transcript.Bytes(argument.Trim('"')));
                break;
            case "clear":
                await port.SendClearAsync(Transcript.Bytes(argument));
                break;
            case "end":
                await port.EndAsync(closeNotify: true);
                break;
            case "close-notify":
                await port.CloseNotifyAsync();
                break;
            case "fin":
                await port.EndAsync(closeNotify: false);
                break;
            case "reset":
                await port.ResetAsync();
                break;
            case "receive":
                _files.Enqueue(await port.ReceiveAsync(argument.Length == 0 ? int.MaxValue : int.Parse(argument)));
                break;
            case "watch":
                _dataEnds.Enqueue(await port.AwaitEndAsync());
                break;
            default:
                throw new InvalidDataException("Unknown data action " + verb);
        }
    }

    private SslServerAuthenticationOptions TlsOptions(string certificate) => new()
    {
        ServerCertificateContext = TlsTestCertificates.ServerContext(certificate),
        ClientCertificateRequired = true,
        EnabledSslProtocols = _protocols,
        AllowTlsResume = _allowResume,
        RemoteCertificateValidationCallback = (_, certificate, chain, _) =>
        {
            ClientCertificates = [
                certificate?.Subject ?? string.Empty, .. chain?.ChainPolicy.ExtraStore.Select(sent => sent.Subject) ?? []];
            return true;
        },
    };

    // The client may say more, or go.
    private async Task ListenOnAsync(bool unexpected)
    {
        try
        {
            while (await ReadLineAsync() is { } line)
            {
                if (unexpected)
                {
                    throw new TranscriptMismatchException($"The client said '{line}' after the end of the transcript.");
                }
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or SocketException)
        {
            // Gone, one way or another.
        }
    }

    private async Task<string?> ReadLineAsync()
    {
        var line = new List<byte>();
        var one = new byte[1];
        while (await _stream!.ReadAsync(one) == 1)
        {
            line.Add(one[0]);
            if (one[0] == '\n')
            {
                // A line without CR keeps its LF, so that it equals none in a transcript.
                bool whole = line.Count > 1 && line[^2] == '\r';
                string text = Transcript.Show(line.GetRange(0, line.Count - (whole ? 2 : 0)).ToArray());
                _received.Enqueue(text);
                return text;
            }
        }

        return null;
    }

    private TaskCompletionSource Mark(string name) =>
        _marks.GetOrAdd(name, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));

    private static string Spell(int number) =>
        string.Concat("localhost".Select((c, i) => (number >> i & 1) == 1 ? char.ToUpperInvariant(c) : c));
}
