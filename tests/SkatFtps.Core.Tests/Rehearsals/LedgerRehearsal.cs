using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Core.Tests.Ledger;
using SkatFtps.Core.Tests.Support;
using SkatFtps.Diagnosis;
using SkatFtps.Ftp;
using SkatFtps.Ledger;
using SkatFtps.Simulator;
using SkatFtps.Simulator.Backends;
using SkatFtps.Simulator.Certificates;
using SkatFtps.Simulator.Folders;
using SkatFtps.Simulator.Options;
using SkatFtps.Waiting;

namespace SkatFtps.Core.Tests.Rehearsals;

/// <summary>A simulated gateway and one ledger, on one clock that the test turns; sessions as many as wanted.</summary>
internal sealed class LedgerRehearsal : IAsyncDisposable
{
    public const string Service = "Udlaan";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("skatftps-rehearsal-");
    private readonly SqliteLedger _ledger = new();
    private readonly DateTimeOffset _start = DateTimeOffset.UtcNow;
    private readonly List<GatewaySession> _sessions = [];

    /// <summary>Statuses come after one, two and three minutes.</summary>
    /// <param name="change">Changes how the gateway behaves.</param>
    public LedgerRehearsal(Action<SimulatorOptions>? change = null)
    {
        Clock = new ManualClock(_start);
        var options = new SimulatorOptions
        {
            Services = ["AKFA", Service],
            Clock = Clock,
            DeliveredAfter = TimeSpan.FromMinutes(1),
            AcceptedAfter = TimeSpan.FromMinutes(2),
            ExposedAfter = TimeSpan.FromMinutes(3),

            // One each: the runtime keeps TLS sessions by host name and certificate, and all gateways here have the same name.
            Certificate = new OcesCertificateBuilder { EcdsaKey = true }.Build(),
        };
        change?.Invoke(options);
        Gateway = SimulatedGateway.Start(options);
    }

    public SimulatedGateway Gateway { get; }

    public ManualClock Clock { get; }

    public GatewayAccount Account => Gateway.Account;

    public SqliteLedger File => _ledger;

    public RecordingLog Log { get; } = new();

    /// <summary>A session of its own, as another process would have it; waiting turns the clock.</summary>
    public async Task<GatewaySession> ConnectAsync(bool recorded = true, Func<FtpsOptions, IFtpsConnection>? engine = null)
    {
        SubmissionLedger? ledger = !recorded ? null : await SubmissionLedger.OpenAsync(
            _ledger.Database, Gateway.Host, Account.UserName, LedgerOwner.Current(),
            new LedgerOptions { ClockOffset = () => Clock.GetUtcNow() - _start }, CancellationToken.None);
        var options = new GatewayOptions(
            GatewayEndpoint.Of(Gateway.Host, Gateway.Port), OcesCertificate.FromFile(
                Account.CertificatePath, Secure(Account.CertificatePassword)), Account.UserName, Secure(Account.Password))
        {
            Trust = TlsServerTrust.Roots([X509CertificateLoader.LoadCertificateFromFile(Gateway.TrustedRootPath)]),
            Ledger = ledger,
            ListingInterval = TimeSpan.FromMinutes(1),
            Clock = new WaitClock(
                Clock.GetUtcNow,
                (time, _) =>
                {
                    Clock.Advance(time);
                    return Task.CompletedTask;
                }),
        };
        GatewaySession session = await GatewaySession.ConnectAsync(
            options, engine ?? (ftps => new FtpsConnection(ftps)), Log, CancellationToken.None);
        _sessions.Add(session);
        return session;
    }

    /// <summary>What the doctor needs to send a ping here, with a ledger of its own over the same file.</summary>
    /// <param name="delay">Waits in place of the clock.</param>
    public DoctorOptions ExaminationOf(Func<TimeSpan, CancellationToken, Task> delay) => new(GatewayEndpoint.Of(Gateway.Host, Gateway.Port))
    {
        Certificate = OcesCertificate.FromFile(Account.CertificatePath, Secure(Account.CertificatePassword)),
        UserName = Account.UserName,
        Password = Secure(Account.Password),
        Trust = TlsServerTrust.Roots([X509CertificateLoader.LoadCertificateFromFile(Gateway.TrustedRootPath)]),
        Ledger = _ledger.Database,
        Heartbeat = true,
        ListingInterval = TimeSpan.FromMinutes(1),
        WaitClock = new WaitClock(Clock.GetUtcNow, delay),
    };

    /// <summary>A local file; the content is the name's unless given.</summary>
    public FileInfo Write(string name, string? content = null)
    {
        var file = new FileInfo(Path.Combine(_folder.FullName, name));
        System.IO.File.WriteAllText(file.FullName, content ?? name);
        return file;
    }

    public Task<Submission> SendAsync(GatewaySession session, string name, string service = Service, string? content = null) =>
        session.SubmitAsync(service, Write(name, content), new SubmitOptions(), Log, CancellationToken.None);

    /// <summary>Waits, and gives what was found.</summary>
    public async Task<IReadOnlyList<SubmissionStatus>> WaitAsync(
        GatewaySession session, WaitOptions options, params Submission[] submissions)
    {
        var found = new List<SubmissionStatus>();
        AwaitedSubmission[] awaited = submissions.Select(
            one => new AwaitedSubmission(one.FtpTransaktionsId, one.Service, one.SentAt)).ToArray();
        await session.WaitAsync(
            awaited, options, found.Add, (name, e) => throw new InvalidOperationException(name, e), Log, CancellationToken.None);
        return found;
    }

    public async Task<IReadOnlyList<SubmissionStatus>> CollectAsync(GatewaySession session, StatusQuery? query = null)
    {
        var found = new List<SubmissionStatus>();
        await session.CollectStatusesAsync(
            query ?? new StatusQuery(), found.Add, (name, e) => throw new InvalidOperationException(name, e), Log, CancellationToken.None);
        return found;
    }

    public async Task<SubmissionState?> StateAsync(GatewaySession session, string name) =>
        (await session.Ledger!.Submissions.FindAsync(name, CancellationToken.None))?.State;

    /// <summary>Puts a status file as in the guide into /out, to be seen from now on.</summary>
    public void ExposeStatus(string name, int code, string service = Service, string? response = null) => Account.Outbox.Put(new OutboxFile(
        $"status_{service}_{name}_{code}.xml",
        Encoding.UTF8.GetBytes(
            $"<status><file><filename>/CVR_1/UI_1/{service}/{name}</filename><FTPTransaktionsId>{name}</FTPTransaktionsId><timestamp>{Clock.GetUtcNow().ToUnixTimeMilliseconds()}</timestamp>"
            + $"<status.code>{(code == 0 ? "ERROR" : "File")}</status.code><service>{service}</service>"
            + (response is null ? "" : $"<response><filename>/out/{response}</filename></response>")
            + (code == 0 ? "<error><error.code>RECORD_LENGTH_INCORRECT</error.code></error>" : "") + "</file></status>"),
        Clock.GetUtcNow()));

    public int CountOf(string verb) => Gateway.Commands.Count(command => command.Verb == verb);

    /// <summary>Listings of /out; each login lists the root once.</summary>
    public int Looks => CountOf("LIST") + CountOf("MLSD") - Gateway.ConnectionCount;

    public async ValueTask DisposeAsync()
    {
        foreach (GatewaySession session in _sessions)
        {
            session.Dispose();
        }

        await Gateway.DisposeAsync();
        _ledger.Dispose();
        _folder.Delete(recursive: true);
    }

    private static SecureString Secure(string text) => new NetworkCredential(string.Empty, text).SecurePassword;
}
