using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using SkatFtps.Simulator.Certificates;
using SkatFtps.Simulator.Folders;

namespace SkatFtps.Simulator.Options;

/// <summary>A user of the gateway: one certificate, one password, its roles, its /out and the names it has used.</summary>
public sealed class GatewayAccount
{
    private readonly object _gate = new();
    private readonly string _directory;

    // The guide does not say whether case tells names apart, so a name is used in every spelling.
    private readonly HashSet<string> _usedNames = new(StringComparer.OrdinalIgnoreCase);
    private string[] _services = [];

    internal GatewayAccount(IssuedCertificate certificate, string directory, string password, string certificatePassword)
    {
        Certificate = certificate;
        UserName = certificate.UserName
            ?? throw new ArgumentException("This certificate names no CVR number, so it cannot be a gateway user.", nameof(certificate));
        _directory = directory;
        Password = password;
        CertificatePassword = certificatePassword;
    }

    public string UserName { get; }

    /// <summary>Made for this rehearsal. A change holds from the next login.</summary>
    public string Password { get; set; }

    public IssuedCertificate Certificate { get; }

    /// <summary>The p12 file with the key and the whole chain.</summary>
    public string CertificatePath => Path.Combine(_directory, "client.p12");

    public string CertificatePassword { get; }

    /// <summary>The certificate and the issuing CA, as curl and lftp want them.</summary>
    public string ClientCertificatePem => Path.Combine(_directory, "client-cert.pem");

    public string ClientKeyPem => Path.Combine(_directory, "client-key.pem");

    public string ClientChainPem => Path.Combine(_directory, "client-chain.pem");

    /// <summary>The files in /out.</summary>
    public Outbox Outbox { get; } = new();

    /// <summary>The service folders that this user's roles allow.</summary>
    public IReadOnlyList<string> Services => _services;

    /// <summary>Changes the roles; sessions that are logged in keep the folders they had.</summary>
    public void SetServices(params string[] services) =>
        _services = services.OrderBy(one => one, StringComparer.Ordinal).ToArray();

    /// <summary>False when the name was used before, by any service.</summary>
    internal bool TryUseName(string name)
    {
        lock (_gate)
        {
            return _usedNames.Add(name);
        }
    }
}
