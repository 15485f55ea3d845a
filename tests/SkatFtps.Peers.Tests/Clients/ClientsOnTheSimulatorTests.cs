using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using SkatFtps.Simulator;
using SkatFtps.Simulator.Folders;
using Xunit;

namespace SkatFtps.Peers.Tests.Clients;

/// <summary>Clients that are not ours, against the simulated gateway: it must be a real FTPS server to them.</summary>
public sealed class ClientsOnTheSimulatorTests : IDisposable
{
    private readonly DirectoryInfo _local = Directory.CreateTempSubdirectory("skatftps-");

    public void Dispose() => _local.Delete(recursive: true);

    [Fact]
    public async Task Curl_uploads_lists_downloads_and_deletes()
    {
        await using SimulatedGateway gateway = SimulatedGateway.Start();
        string names = string.Join(',', Enumerable.Range(1, 20).Select(i => LocalFile($"ping-{i}.xml", $"<ping>{i}</ping>")));
        await CurlAsync(gateway, "-T", "{" + names + "}", Url(gateway, "FTPSGW.Heartbeat/"));
        Assert.Equal(20, gateway.Received.Count);
        Assert.All(gateway.Received, file => Assert.False(file.Cut));

        string listing = await CurlAsync(gateway, "--list-only", Url(gateway, "out/"));
        Assert.Contains("status_FTPSGW.Heartbeat_ping-1.xml_3.xml", listing);
        const string Response = "FTPSGW.Heartbeat_in_ping-1.xml_response.txt";
        string content = await CurlAsync(gateway, Url(gateway, "out/" + Response));
        Assert.True(gateway.Account.Outbox.TryGet(Response, DateTimeOffset.UtcNow, out OutboxFile? exposed));
        Assert.Equal(Encoding.UTF8.GetString(exposed.ReadAll()), content);

        await CurlAsync(gateway, "-Q", $"-DELE /out/{Response}", "--list-only", Url(gateway, "out/"));
        Assert.False(gateway.Account.Outbox.TryGet(Response, DateTimeOffset.UtcNow, out _));
    }

    [Fact]
    public async Task Lftp_uploads_lists_downloads_and_deletes()
    {
        await using SimulatedGateway gateway = SimulatedGateway.Start();
        string ping = LocalFile("ping-1.xml", "<ping/>");
        const string Response = "FTPSGW.Heartbeat_in_ping-1.xml_response.txt";
        string script = $"""
            set ftp:ssl-force true; set ftp:ssl-protect-data true; set net:max-retries 1; set net:timeout 20
            set ssl:ca-file {gateway.TrustedRootPath}; set ssl:cert-file {gateway.Account.ClientCertificatePem}; set ssl:key-file {gateway.Account.ClientKeyPem}
            open -p {gateway.Port} -u {gateway.Account.UserName},{gateway.Account.Password} ftp://localhost
            put -O FTPSGW.Heartbeat {ping}
            cls -1 out/
            get -O {_local.FullName} out/{Response}
            rm out/{Response}
            """.ReplaceLineEndings("; ");
        (int exitCode, string output, string errors) = await ExternalProgram.RunAsync("lftp", "--norc", "-c", script);

        Assert.True(exitCode == 0, errors);
        Assert.Single(gateway.Received);
        Assert.Contains("status_FTPSGW.Heartbeat_ping-1.xml_3.xml", output);
        Assert.True(File.Exists(Path.Combine(_local.FullName, Response)));
        Assert.False(gateway.Account.Outbox.TryGet(Response, DateTimeOffset.UtcNow, out _));
    }

    private static string Url(SimulatedGateway gateway, string path) => $"ftp://localhost:{gateway.Port}/{path}";

    private static async Task<string> CurlAsync(SimulatedGateway gateway, params string[] arguments)
    {
        (int exitCode, string output, string errors) = await ExternalProgram.RunAsync(
            "curl",
            [
                "-sS", "--ftp-ssl-reqd", "--cacert", gateway.TrustedRootPath, "--cert", gateway.Account.ClientCertificatePem, "--key",
                gateway.Account.ClientKeyPem,
                "-u", $"{gateway.Account.UserName}:{gateway.Account.Password}", .. arguments,
            ]);
        Assert.True(exitCode == 0, errors);
        return output;
    }

    private string LocalFile(string name, string content)
    {
        string path = Path.Combine(_local.FullName, name);
        File.WriteAllText(path, content);
        return path;
    }
}
