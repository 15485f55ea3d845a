using System;
using System.Security.Cryptography.X509Certificates;

namespace SkatFtps.Simulator.Certificates;

/// <summary>Whether the gateway lets a client certificate through the TLS handshake.</summary>
internal static class ClientCertificateCheck
{
    /// <summary>
    /// True for a certificate within its validity that leads to the OCES3 root, by the certificates the client sent and, only
    /// when <paramref name="knowsIssuingAuthority"/>, by the gateway's own copy of the issuing CA.
    /// </summary>
    internal static bool IsTrusted(X509Certificate2 certificate, X509Chain? sent, OcesIssuer issuer, bool knowsIssuingAuthority)
    {
        OcesAuthority authority = OcesAuthority.Get(issuer, oces2: false);
        using X509Chain chain = new();
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(authority.Root);
        if (sent is not null)
        {
            chain.ChainPolicy.ExtraStore.AddRange(sent.ChainPolicy.ExtraStore);
        }

        if (knowsIssuingAuthority)
        {
            chain.ChainPolicy.ExtraStore.Add(authority.Issuing);
        }

        return chain.Build(certificate);
    }
}
