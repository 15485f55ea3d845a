using System;
using System.Collections;
using System.Collections.Generic;
using System.Security;
using System.Threading.Tasks;

namespace SkatFtps;

/// <summary>A simulated gateway that runs in this process; its properties are named as the parameters of Connect-SkatGateway.</summary>
public sealed class SkatSimulator
{
    internal SkatSimulator(
        Func<Task> stop, string hostName, int port, string userName, SecureString password, string certificatePath,
        SecureString certificatePassword, string trustedRootPath, IReadOnlyList<string> services, string directory)
    {
        StopAsync = stop;
        HostName = hostName;
        Port = port;
        UserName = userName;
        Password = password;
        CertificatePath = certificatePath;
        CertificatePassword = certificatePassword;
        TrustedRootPath = trustedRootPath;
        Services = services;
        Directory = directory;
    }

    public string HostName { get; }

    public int Port { get; }

    public string UserName { get; }

    public SecureString Password { get; }

    public string CertificatePath { get; }

    public SecureString CertificatePassword { get; }

    /// <summary>The root of the simulator's server certificate.</summary>
    public string TrustedRootPath { get; }

    public IReadOnlyList<string> Services { get; }

    /// <summary>Where its certificates lie.</summary>
    public string Directory { get; }

    /// <summary>A ledger beside the certificates, so that a rehearsal leaves no trace in the user's own.</summary>
    public string LedgerPath => System.IO.Path.Combine(Directory, "ledger.db");

    public bool IsRunning { get; internal set; } = true;

    /// <summary>For splatting: <c>$p = $simulator.ConnectParameters; Connect-SkatGateway @p</c>.</summary>
    public Hashtable ConnectParameters => new()
    {
        ["HostName"] = HostName,
        ["Port"] = Port,
        ["UserName"] = UserName,
        ["Password"] = Password,
        ["CertificatePath"] = CertificatePath,
        ["CertificatePassword"] = CertificatePassword,
        ["TrustedRootPath"] = TrustedRootPath,
        ["LedgerPath"] = LedgerPath,
    };

    /// <summary>Ends its sessions and removes its temporary folder.</summary>
    internal Func<Task> StopAsync { get; }

    public override string ToString() => $"{HostName}:{Port}";
}
