using System;
using System.Data.Common;
using System.IO;
using System.Linq;
using System.Net;
using System.Security;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Ftp;
using SkatFtps.Ledger;
using SkatFtps.Receiving;

namespace SkatFtps.KillTarget;

/// <summary>What both the killed process and the one that runs after it do.</summary>
public static class Filer
{
    /// <param name="args">HOST PORT USER PASSWORD P12 P12PASSWORD ROOT LEDGER.</param>
    /// <param name="connect">Makes the ledger's connection from a connection string.</param>
    /// <param name="log">Receives the dialogue.</param>
    public static async Task<GatewaySession> ConnectAsync(string[] args, Func<string, DbConnection> connect, IProtocolLog log)
    {
        string ledgerPath = args[7];
        LedgerDatabase database = LedgerDatabase.OfFile(ledgerPath, connect);
        SubmissionLedger ledger = await SubmissionLedger.OpenAsync(
            database, args[0], args[2], LedgerOwner.Current(), new LedgerOptions { BusyDeadline = TimeSpan.FromMinutes(5) },
            CancellationToken.None);
        var options = new GatewayOptions(
            GatewayEndpoint.Of(args[0], int.Parse(args[1])), OcesCertificate.FromFile(args[4], Secure(args[5])), args[2], Secure(args[3]))
        {
            Trust = TlsServerTrust.Roots([X509CertificateLoader.LoadCertificateFromFile(args[6])]),
            Timeouts = FtpsTimeouts.All(TimeSpan.FromMinutes(5)),
            Ledger = ledger,
        };
        return await GatewaySession.ConnectAsync(options, log, CancellationToken.None);
    }

    public static Task<Submission> SendAsync(GatewaySession session, string service, string path, PausePoint pause) =>
        session.SubmitAsync(service, new FileInfo(path), new SubmitOptions { Progress = pause.Progress }, pause, CancellationToken.None);

    /// <summary>Receives one file and removes it from /out, as Receive-SkatResponse -Remove does.</summary>
    /// <returns>False when it was not in /out any more.</returns>
    public static async Task<bool> ReceiveAsync(GatewaySession session, string name, string folder, PausePoint pause)
    {
        DirectoryInfo destination = ReceivingFolder.Prepare(folder);
        OutFile? file = (await session.ListOutAsync(pause, CancellationToken.None)).FirstOrDefault(one => one.Name == name);
        if (file is null)
        {
            return false;
        }

        var receiver = new ResponseReceiver(destination);
        await receiver.SurveyAsync(session, all: true, remove: true, pause, CancellationToken.None);
        ReceivedResponse result = await receiver.ReceiveAsync(
            session, file, null, remove: true, pause.Progress, pause, CancellationToken.None);
        return result.NotRemoved is null ? result.Removed : throw result.NotRemoved;
    }

    private static SecureString Secure(string text) => new NetworkCredential(string.Empty, text).SecurePassword;
}
