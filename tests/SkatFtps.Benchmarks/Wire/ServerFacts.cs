using System.Globalization;
using System.IO;

namespace SkatFtps.Benchmarks.Wire;

/// <summary>Where the server listens and who may log in, as the server's side left them in a folder.</summary>
internal sealed class ServerFacts
{
    public const string FileName = "server.txt";

    public const string CertificatePassword = "benchmark";

    public ServerFacts(string directory)
    {
        string[] lines = File.ReadAllLines(Path.Combine(directory, FileName));
        Directory = directory;
        Address = lines[0];
        Port = int.Parse(lines[1], CultureInfo.InvariantCulture);
        UserName = lines[2];
        Password = lines[3];
        Home = lines[4];
    }

    public string Directory { get; }

    public string Address { get; }

    public int Port { get; }

    public string UserName { get; }

    public string Password { get; }

    /// <summary>The login directory on disk.</summary>
    public string Home { get; }

    public string ClientP12 => Path.Combine(Directory, "client.p12");

    public string ClientPem => Path.Combine(Directory, "client.pem");

    public string ClientKey => Path.Combine(Directory, "client.key");

    public string RootPem => Path.Combine(Directory, "root.pem");
}
