using System;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Threading.Tasks;
using SkatFtps.Peers.Tests.ProFtpd;
using Xunit;

namespace SkatFtps.Peers.Tests.Net8;

/// <summary>
/// Core on .NET 8, the runtime of PowerShell 7.4, where TLS sessions are not resumed on Linux once a client certificate is used.
/// </summary>
[Collection(BuildCollection.Name)]
public sealed class Net8ClientTests(Net8ClientTests.PublishedClient client) : IClassFixture<Net8ClientTests.PublishedClient>, IDisposable
{
    private readonly PublishedClient _client = client;
    private readonly DirectoryInfo _local = Directory.CreateTempSubdirectory("skatftps-");

    public void Dispose() => _local.Delete(recursive: true);

    [Fact]
    public async Task The_round_trip_works_where_reuse_is_not_required()
    {
        await using ProFtpdServer server = await ProFtpdServer.StartAsync(extra: "TLSOptions NoSessionReuseRequired");
        (int exitCode, string output, string errors) = await RunAsync(server);
        Assert.True(exitCode == 0, output + errors);
        Assert.StartsWith("connected 8 Tls12", output);
        Assert.Equal(3, output.Split('\n').Count(line => line.StartsWith("sent ")));
        Assert.Equal(3, Directory.GetFiles(Path.Combine(server.Home, "Udlaan")).Length);
    }

    [Fact]
    public async Task Strict_reuse_ends_in_TlsSessionReuseRequired_and_no_file_is_made()
    {
        await using ProFtpdServer server = await ProFtpdServer.StartAsync();
        (int exitCode, string output, _) = await RunAsync(server);
        Assert.Equal(1, exitCode);
        Assert.Equal("failed TlsSessionReuseRequired", output.Trim());
        Assert.Empty(Directory.GetFiles(Path.Combine(server.Home, "Udlaan")));
    }

    private Task<(int ExitCode, string Output, string Errors)> RunAsync(ProFtpdServer server)
    {
        string certificate = Path.Combine(_local.FullName, "client.p12");
        File.WriteAllBytes(certificate, server.Client.ExportP12("p12 password"));
        string[] files = Enumerable.Range(1, 3).Select(i => Path.Combine(_local.FullName, $"file-{i}.bin")).ToArray();
        foreach (string file in files)
        {
            File.WriteAllText(file, file);
        }

        return ExternalProgram.RunAsync(
            _client.Path,
            [
                "localhost",
                server.Port.ToString(),
                server.UserName,
                server.Password,
                certificate,
                "p12 password",
                System.IO.Path.Combine(server.Directory, "root.pem"),
                "Udlaan",
                .. files]);
    }

    /// <summary>Publishes the client once.</summary>
    public sealed class PublishedClient : IAsyncLifetime
    {
        private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("skatftps-net8-");

        public string Path => System.IO.Path.Combine(_directory.FullName, "SkatFtps.Net8Client");

        public async Task InitializeAsync()
        {
            string root =
                typeof(Net8ClientTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
                    .Single(a => a.Key == "RepositoryRoot").Value!;
            (int exitCode, string output, string errors) = await ExternalProgram.RunAsync(
                "dotnet", "publish", System.IO.Path.Combine(
                    root,
                    "tests",
                    "SkatFtps.Net8Client"), "--self-contained", "-r", "linux-x64", "-o", _directory.FullName, "--nologo", "-v", "quiet");
            Assert.True(exitCode == 0, output + errors);
        }

        public Task DisposeAsync()
        {
            _directory.Delete(recursive: true);
            return Task.CompletedTask;
        }
    }
}
