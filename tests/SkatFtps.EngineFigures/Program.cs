using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.EngineFigures;
using SkatFtps.Ftp;
using SkatFtps.FluentFtp;
using SkatFtps.Peers.Tests.ProFtpd;
using SkatFtps.Simulator.Certificates;

// serve ADDRESS DIR: ProFTPD until standard input ends. measure ADDRESS DIR FILES BYTES ROUNDS: the engines in turn, A B C A B C.
string address = args[1];
string directory = args[2];
if (args[0] == "serve")
{
    await using ProFtpdServer server = await ProFtpdServer.StartAsync(address: address);
    File.WriteAllBytes(Path.Combine(directory, "client.p12"), server.Client.ExportP12("figures"));
    File.WriteAllLines(Path.Combine(directory, "server.txt"), [server.Port.ToString(), server.UserName, server.Password]);
    File.WriteAllText(Path.Combine(directory, "root.pem"), ServerCertificates.Root.ExportCertificatePem());
    await Console.In.ReadToEndAsync();
    return;
}

string[] settings = File.ReadAllLines(Path.Combine(directory, "server.txt"));
X509Certificate2Collection bundle = X509CertificateLoader.LoadPkcs12CollectionFromFile(Path.Combine(directory, "client.p12"), "figures");
X509Certificate2 client = bundle.First(certificate => certificate.HasPrivateKey);
X509Certificate2Collection chain = [.. bundle.Where(certificate => !certificate.HasPrivateKey)];
FtpsOptions Options() => new(address, int.Parse(settings[0]), settings[1], new NetworkCredential(string.Empty, settings[2]).SecurePassword)
{
    ClientCertificate = client,
    ClientChain = chain,
    Trust = TlsServerTrust.Roots([X509CertificateLoader.LoadCertificateFromFile(Path.Combine(directory, "root.pem"))]),
    TlsHostName = "localhost",
};

int files = int.Parse(args[3]);
byte[] content = new byte[int.Parse(args[4])];
int rounds = int.Parse(args[5]);
(string Name, Func<FtpsOptions, IFtpsConnection> Engine)[] engines =
[
    ("own", options => new FtpsConnection(options)),
    ("FluentFtp", options => new FluentFtpConnection(options)),
    ("FluentFTP alone", options => new PlainFluentFtp(options)),
];
var open = engines.ToDictionary(engine => engine.Name, _ => new List<double>());
var file = engines.ToDictionary(engine => engine.Name, _ => new List<double>());
for (int round = -1; round < rounds; round++)
{
    foreach ((string name, Func<FtpsOptions, IFtpsConnection> engine) in engines)
    {
        using IFtpsConnection connection = engine(Options());
        long begin = Stopwatch.GetTimestamp();
        await connection.OpenAsync(CancellationToken.None);
        double opened = Stopwatch.GetElapsedTime(begin).TotalMilliseconds;
        await StoreAsync(connection, $"warm-{round}-{name.Replace(' ', '-')}");
        begin = Stopwatch.GetTimestamp();
        for (int i = 0; i < files; i++)
        {
            await StoreAsync(connection, $"f-{round}-{i}-{name.Replace(' ', '-')}");
        }

        double each = Stopwatch.GetElapsedTime(begin).TotalMilliseconds / files;
        await connection.CloseAsync(CancellationToken.None);
        if (round >= 0)
        {
            open[name].Add(opened);
            file[name].Add(each);
        }
    }
}

foreach ((string name, _) in engines)
{
    Console.WriteLine($"{name,-16} open {Median(open[name]),7:0.0} ms ({Median(Ratios(open, name)):0.00})   file"
        + $" {Median(file[name]),8:0.0} ms [{file[name].Min():0.0}-{file[name].Max():0.0}] ({Median(Ratios(file, name)):0.00})");
}

Task StoreAsync(IFtpsConnection connection, string name) =>
    connection.StoreAsync(new FtpUpload(FtpName.FromText("Udlaan"), name, new MemoryStream(content)), CancellationToken.None);

// Of each round to the own engine's in the same round, as the load of the machine changes.
List<double> Ratios(
    Dictionary<string, List<double>> figures, string name) => figures[name].Zip(figures["own"], (one, own) => one / own).ToList();

static double Median(List<double> values)
{
    double[] sorted = [.. values.Order()];
    return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
}
