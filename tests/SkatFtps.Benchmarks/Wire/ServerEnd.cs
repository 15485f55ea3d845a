using System;
using System.Globalization;
using System.IO;
using System.Threading.Tasks;
using SkatFtps.Peers.Tests.ProFtpd;
using SkatFtps.Simulator.Certificates;

namespace SkatFtps.Benchmarks.Wire;

/// <summary>The process on the server's side: ProFTPD until standard input ends.</summary>
internal static class ServerEnd
{
    public static async Task RunAsync(string address, string directory)
    {
        // Enough for the sessions of a run; the files of one that failed may be sent again.
        await using ProFtpdServer server = await ProFtpdServer.StartAsync(
            address: address, extra: "MaxInstances none\nTimeoutNoTransfer 0");
        await File.WriteAllBytesAsync(Path.Combine(directory, "client.p12"), server.Client.ExportP12(ServerFacts.CertificatePassword));
        await File.WriteAllTextAsync(Path.Combine(directory, "client.pem"), server.Client.ExportCertificatePem());
        await File.WriteAllTextAsync(Path.Combine(directory, "client.key"), server.Client.ExportKeyPem());
        await File.WriteAllTextAsync(Path.Combine(directory, "root.pem"), ServerCertificates.Root.ExportCertificatePem());
        await File.WriteAllLinesAsync(
            Path.Combine(directory, ServerFacts.FileName), [
                address, server.Port.ToString(CultureInfo.InvariantCulture), server.UserName, server.Password, server.Home]);
        Console.WriteLine("ready");
        await Console.In.ReadToEndAsync();
    }
}
