using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.Net;
using System.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Tasks;
using SkatFtps.Simulator;
using SkatFtps.Simulator.Certificates;
using SkatFtps.Simulator.Options;
using SkatFtps.Simulator.Scripting;

namespace SkatFtps.Cmdlets.Tests.Diagnosis;

/// <summary>A simulated gateway and the parameters that would connect to it, before a fault spoils one or the other.</summary>
internal sealed class Arrangement : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("skatftps-tests-");
    private readonly List<IAsyncDisposable> _others = [];
    private SimulatedGateway? _gateway;

    public SimulatorOptions Options { get; } = new() { Certificate = new OcesCertificateBuilder { EcdsaKey = true }.Build() };

    public GatewayScript Script => Options.Script;

    /// <summary>Started at the first use, so that <see cref="Options"/> can be changed before.</summary>
    public SimulatedGateway Gateway => _gateway ??= SimulatedGateway.Start(Options);

    public Hashtable Parameters { get; private set; } = [];

    public string Folder => _folder.FullName;

    /// <summary>Fills in what connects; what the fault has set itself stays, and null leaves a parameter out.</summary>
    public Hashtable Complete()
    {
        Hashtable all = new()
        {
            ["HostName"] = Gateway.Host,
            ["Port"] = Gateway.Port,
            ["UserName"] = Gateway.Account.UserName,
            ["Password"] = Secure(Gateway.Account.Password),
            ["CertificatePath"] = Gateway.Account.CertificatePath,
            ["CertificatePassword"] = Secure(Gateway.Account.CertificatePassword),
            ["TrustedRootPath"] = Gateway.TrustedRootPath,
            ["NoLedger"] = true,
        };
        foreach (DictionaryEntry one in Parameters) { all[one.Key] = one.Value; }
        foreach (string name in new List<string>(System.Linq.Enumerable.Cast<string>(all.Keys)))
        {
            if (all[name] is null) { all.Remove(name); }
        }

        return all;
    }

    public static SecureString Secure(string text) => new NetworkCredential(string.Empty, text).SecurePassword;

    public string Write(string name, string text)
    {
        string path = Path.Combine(Folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>Another certificate in place of the right one.</summary>
    public void Use(OcesCertificateBuilder builder) => Use(builder.Build().Certificate);

    public void Use(X509Certificate2 certificate)
    {
        Parameters["Certificate"] = certificate;
        Parameters["CertificatePath"] = null;
        Parameters["CertificatePassword"] = null;
    }

    /// <summary>A certificate of nobody's, with a key that signs.</summary>
    public static X509Certificate2 Plain()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new CertificateRequest("CN=client", key, HashAlgorithmName.SHA256).CreateSelfSigned(
            DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(100));
    }

    /// <summary>A certificate whose key can agree on secrets and not sign.</summary>
    public static X509Certificate2 ForAgreement()
    {
        using X509Certificate2 authority = Plain();
        using ECDsa authorityKey = authority.GetECDsaPrivateKey()!;
        using ECDiffieHellman key = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new(new X500DistinguishedName("CN=agreement"), new PublicKey(key), HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyAgreement, true));
        using X509Certificate2 certificate = request.Create(
            authority.SubjectName, X509SignatureGenerator.CreateForECDsa(authorityKey), DateTimeOffset.UtcNow.AddDays(-1),
            DateTimeOffset.UtcNow.AddDays(90), [1, 2, 3]);
        return certificate.CopyWithPrivateKey(key);
    }

    public void GoTo(RawServer server)
    {
        _others.Add(server);
        Parameters["Port"] = server.Port;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (IAsyncDisposable one in _others) { await one.DisposeAsync(); }
        if (_gateway is not null) { await _gateway.DisposeAsync(); }
        _folder.Delete(recursive: true);
    }
}
