using System.Collections.Generic;
using System.Globalization;
using System.IO;

namespace SkatFtps.Benchmarks.Wire;

/// <summary>The command lines of those that send, each in its fastest form that is one process.</summary>
internal sealed class Contenders(ServerFacts server, string ledgerPath)
{
    /// <summary>Whether FluentFTP was built in.</summary>
#if FLUENTFTP
    public static readonly bool HasFluentFtp = true;
#else
    public static readonly bool HasFluentFtp = false;
#endif

    public Contender Own(int sessions = 1) => new(
        sessions == 1 ? "ours" : $"ours, {sessions} sessions",
        files => OurClient("send", "own", sessions.ToString(CultureInfo.InvariantCulture), files.Folder));

    public Contender FluentFtp() => new("FluentFTP as our engine", files => OurClient("send", "fluentftp", "1", files.Folder));

    /// <summary>
    /// One process, one control connection; the names by a range, as a list of ten thousand is too long for a command line.
    /// </summary>
    public Contender Curl() => new("curl", files => Curl(
        ["-T", Path.Combine(files.Folder, $"{files.Prefix}[000001-{files.Count:000000}].bin"), Url("Udlaan/")]));

    public Contender Lftp(int connections = 1) => new(
        connections == 1 ? "lftp mput" : $"lftp mput -P {connections}",
        files => Lftp($"cd Udlaan; mput {(connections == 1 ? "" : $"-P {connections} ")}{files.Folder}/*.bin"));

    public Contender CurlGet(string name, string destination) => new("curl", _ => Curl(["-o", destination, Url("out/" + name)]));

    /// <summary>Curl and what else we do: the hash, and the flush to the disk.</summary>
    public Contender CurlGetHashAndFlush(string name, string destination) => new(
        "curl; openssl dgst; sync",
        _ => [
            "sh",
            "-c",
            "\"$@\" && openssl dgst -sha256 -out /dev/null \"$0\" && sync -d \"$0\"",
            destination,
            .. Curl(["-o", destination, Url("out/" + name)])]);

    public Contender OwnGet(string name, string folder) => new("ours", _ => OurClient("receive", name, folder));

    public Contender OwnLook(string kind) => new(kind, _ => OurClient("poll", kind));

    /// <summary>What the server and the line alone take for a listing.</summary>
    public Contender CurlList() => new("curl", _ => Curl(["-X", "MLSD", "-o", "/dev/null", Url("out/")]));

    private IReadOnlyList<string> OurClient(params string[] job) =>
        ["dotnet", typeof(Contenders).Assembly.Location, "client", server.Directory, ledgerPath, .. job];

    private string Url(string path) => $"ftp://localhost:{server.Port}/{path}";

    private IReadOnlyList<string> Curl(string[] arguments) =>
    [
        "curl", "-sS", "--ftp-ssl-reqd", "--resolve", $"localhost:{server.Port}:{server.Address}", "--cacert", server.RootPem, "--cert",
        server.ClientPem,
        "--key", server.ClientKey, "-u", $"{server.UserName}:{server.Password}", .. arguments,
    ];

    private IReadOnlyList<string> Lftp(string commands) =>
    [
        "lftp", "--norc", "-c",
        "set cmd:fail-exit yes; set net:max-retries 1; set ftp:ssl-force yes; set ftp:ssl-protect-data yes; set ftp:prefer-epsv yes; set"
            + " ssl:check-hostname no; "
        + $"set ssl:ca-file {server.RootPem}; set ssl:cert-file {server.ClientPem}; set ssl:key-file {server.ClientKey}; "
        + $"open -u '{server.UserName},{server.Password}' ftp://{server.Address}:{server.Port}; {commands}",
    ];
}
