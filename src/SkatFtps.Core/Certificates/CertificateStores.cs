using System.Collections.Generic;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SkatFtps.Certificates;

/// <summary>What lies in a certificate store, the user's and the machine's.</summary>
internal static class CertificateStores
{
    private static readonly StoreLocation[] Locations = [StoreLocation.CurrentUser, StoreLocation.LocalMachine];

    /// <summary>The caller disposes the certificates. A store that does not exist or may not be opened counts as empty.</summary>
    public static IReadOnlyList<KeyValuePair<StoreLocation, X509Certificate2>> All(StoreName name)
    {
        var found = new List<KeyValuePair<StoreLocation, X509Certificate2>>();
        foreach (StoreLocation location in Locations)
        {
            using var store = new X509Store(name, location);
            try
            {
                store.Open(OpenFlags.ReadOnly | OpenFlags.OpenExistingOnly);
            }
            catch (CryptographicException)
            {
                continue;
            }

            foreach (X509Certificate2 certificate in store.Certificates)
            {
                found.Add(new KeyValuePair<StoreLocation, X509Certificate2>(location, certificate));
            }
        }

        return found;
    }

    /// <summary>Whether a store holds a certificate with that name as its subject.</summary>
    public static bool Holds(StoreName name, X500DistinguishedName subject)
    {
        bool holds = false;
        foreach (KeyValuePair<StoreLocation, X509Certificate2> one in All(name))
        {
            holds |= CertificateChain.SameName(one.Value.SubjectName, subject);
            one.Value.Dispose();
        }

        return holds;
    }
}
