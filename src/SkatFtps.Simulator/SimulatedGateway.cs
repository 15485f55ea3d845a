using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Simulator.Backends;
using SkatFtps.Simulator.Certificates;
using SkatFtps.Simulator.Control;
using SkatFtps.Simulator.Folders;
using SkatFtps.Simulator.Options;
using SkatFtps.Simulator.Scripting;

namespace SkatFtps.Simulator;

/// <summary>
/// A gateway for rehearsals on the loopback interface, after the guide: explicit FTPS with a client certificate, service
/// folders by role, files that vanish once they are uploaded, statuses and responses in /out.
/// </summary>
public sealed class SimulatedGateway : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Socket> _listeners = new();
    private readonly List<Task> _accepting = new();
    private readonly ConcurrentDictionary<int, Task> _sessions = new();
    private readonly ConcurrentQueue<RecordedCommand> _commands = new();
    private readonly ConcurrentQueue<SessionFailure> _failures = new();
    private readonly List<GatewayAccount> _accounts = new();
    private readonly bool _ownsDirectory;
    private int _sessionCount;
    private bool _disposed;

    private SimulatedGateway(SimulatorOptions options)
    {
        Options = options;
        _ownsDirectory = options.Directory is null;
        Directory = options.Directory is null
            ? System.IO.Directory.CreateTempSubdirectory("skatftps-").FullName
            : System.IO.Directory.CreateDirectory(options.Directory).FullName;
        TrustedRootPath = TestCertificates.WriteServerRoot(Directory);
        Tls = new GatewayTls(options);
        Backend = new Backend(options);
        Ledger = new StorLedger(options.WriteStorLedger ? Path.Combine(Directory, "stor.jsonl") : null);
        AddAccount(options.Certificate ?? new OcesCertificateBuilder { ShareKey = true }.Build(), options.Services.ToArray());
    }

    /// <summary>Always a name: .NET resumes TLS sessions for host names only.</summary>
    public string Host => "localhost";

    public int Port { get; private set; }

    public string Directory { get; }

    /// <summary>The PEM file with the root of the server's certificate.</summary>
    public string TrustedRootPath { get; }

    /// <summary>The first user.</summary>
    public GatewayAccount Account => Accounts[0];

    public IReadOnlyList<GatewayAccount> Accounts
    {
        get
        {
            lock (_accounts)
            {
                return _accounts.ToArray();
            }
        }
    }

    public GatewayScript Script => Options.Script;

    /// <summary>As in <see cref="SimulatorOptions.EndsUploads"/>, from the next upload on.</summary>
    public bool EndsUploads
    {
        get => Options.EndsUploads;
        set => Options.EndsUploads = value;
    }

    /// <summary>Every accepted STOR, in the order in which they ended; complete before the client can read the reply.</summary>
    public IReadOnlyList<UploadedFile> Received => Ledger.Received;

    /// <summary>Every command line of every session, in the order of their arrival.</summary>
    public IReadOnlyList<RecordedCommand> Commands => _commands.ToArray();

    /// <summary>The sessions that did not end with QUIT, and why.</summary>
    public IReadOnlyList<SessionFailure> Failures => _failures.ToArray();

    /// <summary>
    /// False while the systems behind the gateway are down: files are taken and no status comes, not even a 0. When they are back,
    /// what they missed is delivered.
    /// </summary>
    public bool BackendAvailable
    {
        get => Backend.IsAvailable;
        set => Backend.SetAvailable(value, Now);
    }

    /// <summary>How many control connections were accepted.</summary>
    public int ConnectionCount => Volatile.Read(ref _sessionCount);

    internal SimulatorOptions Options { get; }

    internal GatewayTls Tls { get; }

    internal Backend Backend { get; }

    internal StorLedger Ledger { get; }

    internal Encoding Encoding => Options.Names == NameEncoding.Utf8 ? new UTF8Encoding(false) : Encoding.Latin1;

    /// <summary>Cancelled when the gateway stops.</summary>
    internal CancellationToken Stopping => _stop.Token;

    internal DateTimeOffset Now => Options.Clock.GetUtcNow();

    /// <summary>Listens, and returns at once.</summary>
    public static SimulatedGateway Start(SimulatorOptions? options = null)
    {
        SimulatedGateway gateway = new(options ?? new SimulatorOptions());
        gateway.Listen();
        return gateway;
    }

    /// <summary>Adds a user with a certificate, a password and a /out of its own.</summary>
    public GatewayAccount AddAccount(IssuedCertificate certificate, params string[] services)
    {
        lock (_accounts)
        {
            string directory = _accounts.Count == 0 ? Directory : Path.Combine(Directory, $"user{_accounts.Count + 1}");
            GatewayAccount account = TestCertificates.WriteAccount(directory, certificate);
            if (_accounts.Any(other => other.UserName == account.UserName))
            {
                throw new ArgumentException($"There is a user {account.UserName} already.", nameof(certificate));
            }

            account.SetServices(services);
            _accounts.Add(account);
            return account;
        }
    }

    /// <summary>
    /// Puts a file into /out that answers no upload, with its status 3. <paramref name="name"/> is the whole name in /out; the
    /// guide's begin with the service.
    /// </summary>
    public void ExposeUnrelated(GatewayAccount account, string service, string name, byte[] content) =>
        Backend.ExposeUnrelated(account, service, new OutboxFile(name, content, Now));

    /// <summary>Waits until at least so many STORs have ended.</summary>
    public Task<IReadOnlyList<UploadedFile>> WaitForReceivedAsync(int count, CancellationToken stop) => Ledger.WaitAsync(count, stop);

    /// <summary>Ends all sessions and removes the temporary directory.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        await _stop.CancelAsync().ConfigureAwait(false);
        foreach (Socket listener in _listeners)
        {
            listener.Dispose();
        }

        await Task.WhenAll(_accepting).ConfigureAwait(false);
        await Task.WhenAll(_sessions.Values).ConfigureAwait(false);
        _stop.Dispose();
        if (_ownsDirectory)
        {
            System.IO.Directory.Delete(Directory, recursive: true);
        }
    }

    internal GatewayAccount? FindAccount(string userName)
    {
        lock (_accounts)
        {
            return _accounts.Find(account => account.UserName == userName);
        }
    }

    internal void Record(RecordedCommand command) => _commands.Enqueue(command);

    private void Listen()
    {
        _listeners.Add(Bind(IPAddress.Loopback, Options.Port));
        Port = ((IPEndPoint)_listeners[0].LocalEndPoint!).Port;
        if (Options.ListenOnIPv6)
        {
            _listeners.Add(Bind(IPAddress.IPv6Loopback, Port));
        }

        foreach (Socket listener in _listeners)
        {
            _accepting.Add(Task.Run(() => AcceptAllAsync(listener)));
        }
    }

    private static Socket Bind(IPAddress address, int port)
    {
        Socket socket = new(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(address, port));
            socket.Listen(512);
            return socket;
        }
        catch (SocketException)
        {
            socket.Dispose();
            throw;
        }
    }

    private async Task AcceptAllAsync(Socket listener)
    {
        while (!_stop.IsCancellationRequested)
        {
            Socket accepted;
            try
            {
                accepted = await listener.AcceptAsync(_stop.Token).ConfigureAwait(false);
            }
            catch (Exception e)
                when (_stop.IsCancellationRequested && e is OperationCanceledException or ObjectDisposedException or SocketException)
            {
                // Stopped; the listener may go before the wait on it has noticed.
                return;
            }

            int number = Interlocked.Increment(ref _sessionCount);
            _sessions[number] = Task.Run(() => ServeAsync(accepted, number));
        }
    }

    private async Task ServeAsync(Socket socket, int number)
    {
        try
        {
            await using ControlSession session = new(this, socket, number);
            await session.RunAsync(_stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The gateway stops; the session did nothing wrong.
        }
        catch (Exception e)
        {
            _failures.Enqueue(new SessionFailure(number, e));
        }
        finally
        {
            _sessions.TryRemove(number, out _);
        }
    }
}
