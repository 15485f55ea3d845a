using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Ftp;
using SkatFtps.Ledger;
using SkatFtps.Loader;

namespace SkatFtps.Net472Client;

/// <summary>
/// Goes the whole way with the files given: one line for each thing done or refused. The exit code is 1 when something was refused.
/// </summary>
internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        if (args.Length < 10)
        {
            Console.Error.WriteLine("usage: HOST PORT USER PASSWORD P12 P12PASSWORD ROOT LEDGER SERVICE DESTINATION FILE...");
            return 2;
        }

        try
        {
            using GatewaySession session = await ConnectAsync(args);
            Console.WriteLine($"connected {session.TlsVersion} {string.Join(",", session.Services)}");
            bool refused = await new Filing(session, args[8], new DirectoryInfo(args[9])).RunAsync(args.Skip(10));
            await session.CloseAsync(NoLog.Instance, CancellationToken.None);
            return refused ? 1 : 0;
        }
        catch (SkatFtpsException e)
        {
            Console.WriteLine($"failed {e.ErrorId}");
            Console.Error.WriteLine(e);
            return 1;
        }
    }

    private static async Task<GatewaySession> ConnectAsync(string[] args)
    {
        OcesCertificate certificate = OcesCertificate.FromFile(args[4], new NetworkCredential(string.Empty, args[5]).SecurePassword);
        certificate.ProveKey();
        SubmissionLedger ledger = await SubmissionLedger.OpenAsync(
            LedgerDrivers.Sqlite(args[7]), args[0], args[2], LedgerOwner.Current(), null, CancellationToken.None);
        var options = new GatewayOptions(
            GatewayEndpoint.Of(args[0], int.Parse(args[1])),
            certificate,
            args[2],
            new NetworkCredential(string.Empty, args[3]).SecurePassword)
        {
            Trust = TlsServerTrust.Roots(new X509Certificate2Collection(new X509Certificate2(args[6]))),
            Ledger = ledger,
        };
        return await GatewaySession.ConnectAsync(options, NoLog.Instance, CancellationToken.None);
    }
}
