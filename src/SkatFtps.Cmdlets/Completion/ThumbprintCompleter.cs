using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography.X509Certificates;

namespace SkatFtps.Cmdlets.Completion;

/// <summary>Completes thumbprints from the stores My of the user and of the machine: OCES certificates with a private key.</summary>
public sealed class ThumbprintCompleter : NameCompleter
{
    private protected override IEnumerable<KeyValuePair<string, string>> Names(string cmdlet, GatewaySession? session)
    {
        var names = new List<KeyValuePair<string, string>>();
        foreach (KeyValuePair<StoreLocation, OcesCertificate> one in OcesCertificate.FromStores())
        {
            using OcesCertificate certificate = one.Value;
            if (certificate.HasPrivateKey
                && !names.Any(name => string.Equals(name.Key, certificate.Thumbprint, StringComparison.OrdinalIgnoreCase)))
            {
                names.Add(Name(
                    certificate.Thumbprint,
                    $"{certificate.CommonName ?? certificate.Organisation}, CVR {certificate.Cvr ?? "unknown"}, until"
                        + $" {certificate.NotAfter.ToLocalTime():yyyy-MM-dd}, {one.Key}\\My"));
            }
        }

        return names;
    }
}
