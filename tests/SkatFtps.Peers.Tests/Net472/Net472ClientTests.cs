using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using SkatFtps.Simulator;
using SkatFtps.Simulator.Certificates;
using SkatFtps.Simulator.Options;
using Xunit;

namespace SkatFtps.Peers.Tests.Net472;

/// <summary>
/// The net472 build as it is shipped, on Mono's .NET Framework: the same assemblies as on Windows PowerShell 5.1, another runtime. See
/// docs/decisions/windows-powershell.md.
/// </summary>
[Collection(BuildCollection.Name)]
public sealed class Net472ClientTests(MonoClient client) : IClassFixture<MonoClient>, IDisposable
{
    private readonly MonoClient _client = client;
    private readonly DirectoryInfo _local = Directory.CreateTempSubdirectory("skatftps-");

    public void Dispose() => _local.Delete(recursive: true);

    [Fact]
    public async Task The_whole_way_works_and_the_ledger_knows_it()
    {
        await using SimulatedGateway gateway = SimulatedGateway.Start(Options());
        string[] lines = Lines(await _client.RunAsync(gateway, _local, [Ping(1), Ping(2), Ping(3)]), exitCode: 0);
        Assert.StartsWith("connected Tls12", lines[0]);
        Assert.Equal(3, lines.Count(line => line.StartsWith("sent ping-", StringComparison.Ordinal)));
        Assert.Equal(
            ["ledger ping-1.xml Answered", "ledger ping-2.xml Answered", "ledger ping-3.xml Answered"],
            lines.Where(line => line.StartsWith("ledger ", StringComparison.Ordinal)).Order());
        Assert.Equal(3, _local.GetFiles("svar/*").Length);
        Assert.Equal(3, gateway.Received.Count);
        Assert.All(gateway.Received, file => Assert.False(file.Cut));
    }

    [Fact]
    public async Task A_second_process_sends_no_name_again()
    {
        await using SimulatedGateway gateway = SimulatedGateway.Start(Options());
        string ping = Ping(1);
        Lines(await _client.RunAsync(gateway, _local, [ping]), exitCode: 0);
        string[] lines = Lines(await _client.RunAsync(gateway, _local, [ping]), exitCode: 1);
        Assert.Contains("refused ping-1.xml FileNameAlreadySent", lines);
        Assert.Single(gateway.Received);
    }

    [Fact]
    public async Task A_cut_upload_is_in_doubt_and_the_next_file_goes_on()
    {
        await using SimulatedGateway gateway = SimulatedGateway.Start(Options());
        gateway.Script.On("STOR", nth: 1).Drop();
        string[] lines = Lines(await _client.RunAsync(gateway, _local, [Ping(1), Ping(2)]), exitCode: 1);
        Assert.Contains("refused ping-1.xml SubmissionInDoubt", lines);
        Assert.Contains("ledger ping-1.xml InDoubt", lines);
        Assert.Contains("ledger ping-2.xml Answered", lines);
    }

    [Fact]
    public async Task A_wrong_password_is_told_as_LoginRefused()
    {
        await using SimulatedGateway gateway = SimulatedGateway.Start(Options());
        Assert.Equal(["failed LoginRefused"], Lines(await _client.RunAsync(gateway, _local, [], password: "wrong"), exitCode: 1));
    }

    [Fact]
    public async Task A_strange_root_is_told_as_ServerCertificateUntrusted()
    {
        await using SimulatedGateway gateway = SimulatedGateway.Start(Options());
        await using SimulatedGateway other = SimulatedGateway.Start(Options());
        string root = Path.Combine(_local.FullName, "other.pem");
        File.WriteAllText(root, other.Account.Certificate.Chain[^1].ExportCertificatePem());
        Assert.Equal(["failed ServerCertificateUntrusted"], Lines(await _client.RunAsync(gateway, _local, [], root: root), exitCode: 1));
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_told_as_ServiceNotPermitted()
    {
        await using SimulatedGateway gateway = SimulatedGateway.Start(Options());
        string[] lines = Lines(await _client.RunAsync(gateway, _local, [Ping(1)], service: "Pantebreve"), exitCode: 1);
        Assert.Contains("refused ping-1.xml ServiceNotPermitted", lines);
        Assert.Empty(gateway.Received);
    }

    // Mono, like .NET Framework where no store holds the issuing CA, sends the client's own certificate alone. Its SslStream keeps
    // close_notify to itself: what .NET Framework does there is not proved here.
    private static SimulatorOptions Options() => new()
    {
        KnowsIssuingAuthority = true,
        AcceptsFinAlone = true,
        Certificate = new OcesCertificateBuilder().Build(),
    };

    private static string[] Lines((int ExitCode, string Output, string Errors) run, int exitCode)
    {
        Assert.True(run.ExitCode == exitCode, run.Output + run.Errors);
        return run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private string Ping(int number)
    {
        string path = Path.Combine(_local.FullName, $"ping-{number}.xml");
        File.WriteAllText(path, $"<ping>{number}</ping>");
        return path;
    }
}
