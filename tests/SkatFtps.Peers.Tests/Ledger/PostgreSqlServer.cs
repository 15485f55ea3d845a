using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;
using Npgsql;
using Xunit;

namespace SkatFtps.Peers.Tests.Ledger;

/// <summary>Debian's PostgreSQL on a free port of loopback, in a folder of its own, as a user without rights.</summary>
public sealed class PostgreSqlServer : IAsyncLifetime
{
    private readonly string _folder = Path.Combine("/tmp", "skatftps-pg-" + Path.GetRandomFileName());
    private readonly string _binaries = Directory.GetDirectories("/usr/lib/postgresql").OrderBy(
        d => d, StringComparer.Ordinal).Last() + "/bin/";
    private bool _started;

    public int Port { get; } = FreePort();

    public string User => "skatftps";

    public string Password { get; } = Guid.NewGuid().ToString("N");

    /// <summary>As a user would write it: no login.</summary>
    public string PublicString => $"Host=localhost;Port={Port};Database=postgres";

    public string ConnectionString => $"{PublicString};Username={User};Password={Password};Pooling=False";

    public async Task InitializeAsync()
    {
        Directory.CreateDirectory(_folder);
        File.WriteAllText(Path.Combine(_folder, "password"), Password);
        await RunAsync("/bin/chown", "-R", Owner, _folder);
        await RunAsServerAsync(
            "initdb",
            "-D",
            Data,
            "-U",
            User,
            "--pwfile=" + Path.Combine(_folder, "password"),
            "--auth=scram-sha-256",
            "-E",
            "UTF8",
            "--locale=C.UTF-8");
        await StartAsync();
        _started = true;
    }

    public async Task DisposeAsync()
    {
        if (_started)
        {
            await StopAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    public Task StopAsync() => RunAsServerAsync("pg_ctl", "-D", Data, "-w", "-m", "immediate", "stop");

    public Task StartAsync() =>
        RunAsServerAsync(
            "pg_ctl",
            "-D",
            Data,
            "-w",
            "-l",
            Path.Combine(_folder, "log"),
            "-o",
            $"-p {Port} -k {_folder} -c listen_addresses=127.0.0.1,::1 -c max_connections=400",
            "start");

    public async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static string Owner => Environment.UserName == "root" ? "postgres" : Environment.UserName;

    private string Data => Path.Combine(_folder, "data");

    private Task RunAsServerAsync(string program, params string[] arguments) => Environment.UserName == "root"
        ? RunAsync("/sbin/runuser", ["-u", Owner, "--", _binaries + program, .. arguments])
        : RunAsync(_binaries + program, arguments);

    private async Task RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program) { WorkingDirectory = _folder };
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using Process process = Process.Start(start)!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}");
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
