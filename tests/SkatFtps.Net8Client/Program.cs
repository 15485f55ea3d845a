using System;
using System.IO;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps;
using SkatFtps.Ftp;

namespace SkatFtps.Net8Client;

/// <summary>
/// Connects, sends each file given, and prints one line for each thing done; the exit code is 1 on the first failure, whose id is printed.
/// </summary>
internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        if (args.Length < 8)
        {
            Console.Error.WriteLine("usage: HOST PORT USER PASSWORD P12 P12PASSWORD ROOT SERVICE FILE...");
            return 2;
        }

        var log = new NoLog();
        try
        {
            var trust = TlsServerTrust.Roots(new X509Certificate2Collection(new X509Certificate2(args[6])));
            var options = new GatewayOptions(
                GatewayEndpoint.Of(args[0], int.Parse(args[1])),
                OcesCertificate.FromFile(args[4], new NetworkCredential(string.Empty, args[5]).SecurePassword),
                args[2],
                new NetworkCredential(string.Empty, args[3]).SecurePassword) { Trust = trust };
            using GatewaySession session = await GatewaySession.ConnectAsync(options, log, CancellationToken.None);
            Console.WriteLine($"connected {Environment.Version.Major} {session.TlsVersion}");
            for (int i = 8; i < args.Length; i++)
            {
                Submission submission = await session.SubmitAsync(
                    args[7], new FileInfo(args[i]), new SubmitOptions(), log, CancellationToken.None);
                Console.WriteLine($"sent {submission.FileName} {submission.Sha256}");
            }

            foreach (OutFile file in await session.ListOutAsync(log, CancellationToken.None))
            {
                Console.WriteLine($"out {file.Name} {file.Size}");
            }

            await session.CloseAsync(log, CancellationToken.None);
            return 0;
        }
        catch (SkatFtpsException e)
        {
            Console.WriteLine($"failed {e.ErrorId}");
            Console.Error.WriteLine(e.Message);
            return 1;
        }
    }

    private sealed class NoLog : IProtocolLog
    {
        public void Write(ProtocolLogKind kind, string text)
        {
        }
    }
}
