using System.IO;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Tasks;
using SkatFtps.Peers.Tests.Package;
using SkatFtps.Simulator;
using SkatFtps.Simulator.Options;
using Xunit;

namespace SkatFtps.Peers.Tests.Net472;

/// <summary>The client for .NET Framework in a copy of the packaged module's bin/net472, run by Mono.</summary>
public sealed class MonoClient : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("skatftps-net472-");

    private string Program => Path.Combine(_folder.FullName, "bin", "SkatFtps.Net472Client.exe");

    public async Task InitializeAsync()
    {
        Copy(Path.Combine(MadePackage.Module, "bin", "net472"), Path.GetDirectoryName(Program)!);

        // The package brings e_sqlite3 for .NET Framework on Windows only; the one for Linux is in it for PowerShell 7.
        File.Copy(
            Path.Combine(MadePackage.Module, "bin", "net8.0", "drivers", "runtimes", "linux-x64", "native", "libe_sqlite3.so"),
            Path.Combine(_folder.FullName, "bin", "libe_sqlite3.so"));

        string built = Path.Combine(_folder.FullName, "built");
        (int exitCode, string output, string errors) = await ExternalProgram.RunAsync(
            "dotnet", "build", Repository.InRoot(
                "tests", "SkatFtps.Net472Client"), "-c", "Release", "-o", built, "--nologo", "-v", "quiet");
        Assert.True(exitCode == 0, output + errors);
        File.Copy(Path.Combine(built, "SkatFtps.Net472Client.exe"), Program);
    }

    public Task DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return Task.CompletedTask;
    }

    /// <summary>Sends the files to FTPSGW.Heartbeat of the gateway; what is given replaces what is right.</summary>
    internal Task<(int ExitCode, string Output, string Errors)> RunAsync(
        SimulatedGateway gateway, DirectoryInfo folder, string[] files, string? password = null, string? certificatePassword = null,
        string? root = null, string service = "FTPSGW.Heartbeat")
    {
        GatewayAccount account = gateway.Account;

        // Of a p12 with a chain Mono gives the key to the first certificate, which is the root.
        string certificate = Path.Combine(folder.FullName, "client.p12");
        File.WriteAllBytes(certificate, account.Certificate.Certificate.Export(X509ContentType.Pfx, account.CertificatePassword));
        return ExternalProgram.RunAsync(
            "env",
            [
                "LD_LIBRARY_PATH=" + Path.GetDirectoryName(Program), "mono", "--debug", Program,
                gateway.Host, gateway.Port.ToString(), account.UserName, password ?? account.Password, certificate,
                certificatePassword ?? account.CertificatePassword,
                root ?? gateway.TrustedRootPath, Path.Combine(
                    folder.FullName, "ledger", "ledger.db"), service, folder.CreateSubdirectory("svar").FullName, .. files,
            ]);
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (string file in Directory.GetFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }

        foreach (string folder in Directory.GetDirectories(from))
        {
            Copy(folder, Path.Combine(to, Path.GetFileName(folder)));
        }
    }
}
