using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text.RegularExpressions;

namespace SkatFtps.Benchmarks.Wire;

/// <summary>What the figures belong to.</summary>
internal static class Machine
{
    public static string Describe(Link link)
    {
        string memory = File.ReadLines("/proc/meminfo").First(line => line.StartsWith("MemTotal", StringComparison.Ordinal));
        long gib = (long.Parse(Regex.Match(memory, @"\d+").Value, System.Globalization.CultureInfo.InvariantCulture) + 524_288) / 1_048_576;
        string kernel = File.ReadAllText("/proc/sys/kernel/osrelease").Trim();
        string ours = typeof(GatewaySession).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
        return $"{Environment.ProcessorCount} cores, {gib} GiB, Linux {kernel}; SkatFtps {ours.Split('+')[0]} on .NET"
            + $" {Environment.Version}; "
            + $"ProFTPD {VersionOf("proftpd", "--version")} with mutual TLS 1.2 and session reuse required; curl"
            + $" {VersionOf("curl", "--version")}; "
            + $"lftp {VersionOf("lftp", "--version")}; OpenSSL {VersionOf("openssl", "version")}; {link.Description}.";
    }

    private static string VersionOf(string program, string argument)
    {
        using Process process = Process.Start(
            new ProcessStartInfo(program, argument) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        string said = process.StandardOutput.ReadToEnd() + process.StandardError.ReadToEnd();
        process.WaitForExit();
        return Regex.Match(said, @"\d+\.\d+[\w.]*").Value;
    }
}
