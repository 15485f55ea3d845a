using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace SkatFtps.Simulator.Certificates;

/// <summary>A client certificate with the chain that its p12 file carries.</summary>
public sealed class IssuedCertificate : IDisposable
{
    internal IssuedCertificate(X509Certificate2 certificate, IReadOnlyList<X509Certificate2> chain)
    {
        Certificate = certificate;
        Chain = chain;
    }

    /// <summary>The client's own certificate, with its private key unless the builder left it out.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>The issuing CA, then the root; empty when made without intermediates. Shared: do not dispose of them.</summary>
    public IReadOnlyList<X509Certificate2> Chain { get; }

    /// <summary>The gateway's user name for this certificate, or null when it cannot have one.</summary>
    public string? UserName => IssuedSubject.UserNameOf(Certificate);

    /// <summary>A PKCS#12 file of everything here, encrypted so that .NET Framework reads it too (3DES, SHA-1).</summary>
    public byte[] ExportP12(string password)
    {
        X509Certificate2Collection all = [Certificate, .. Chain];
        return all.Export(X509ContentType.Pfx, password)!;
    }

    /// <summary>The certificate and the issuing CA, in the order in which a client sends them; the root stays out.</summary>
    public string ExportCertificatePem() => Pem([Certificate, .. Chain.Take(1)]);

    /// <summary>The issuing CA and the root.</summary>
    public string ExportChainPem() => Pem(Chain);

    /// <summary>The private key as unencrypted PKCS#8.</summary>
    /// <exception cref="InvalidOperationException">The certificate was made without a key.</exception>
    public string ExportKeyPem()
    {
        using System.Security.Cryptography.AsymmetricAlgorithm key =
            (System.Security.Cryptography.AsymmetricAlgorithm?)Certificate.GetRSAPrivateKey() ?? Certificate.GetECDsaPrivateKey()
            ?? throw new InvalidOperationException("The certificate was made without a private key.");
        return key.ExportPkcs8PrivateKeyPem() + "\n";
    }

    /// <summary>Writes client.p12, client-cert.pem, client-key.pem and client-chain.pem into a folder that exists.</summary>
    public void WriteTo(string directory, string password)
    {
        File.WriteAllBytes(Path.Combine(directory, "client.p12"), ExportP12(password));
        File.WriteAllText(Path.Combine(directory, "client-cert.pem"), ExportCertificatePem());
        File.WriteAllText(Path.Combine(directory, "client-key.pem"), ExportKeyPem());
        File.WriteAllText(Path.Combine(directory, "client-chain.pem"), ExportChainPem());
    }

    public void Dispose() => Certificate.Dispose();

    private static string Pem(IEnumerable<X509Certificate2> certificates)
    {
        StringBuilder text = new();
        foreach (X509Certificate2 certificate in certificates)
        {
            text.Append(certificate.ExportCertificatePem()).Append('\n');
        }

        return text.ToString();
    }
}
