using System;
using System.Collections.Generic;
using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace SkatFtps.Simulator.Certificates;

/// <summary>Reads the gateway's user name out of a certificate's subject (guide, Client Connection).</summary>
internal static class IssuedSubject
{
    /// <summary><c>CVR_..._UI_...</c> for OCES3, <c>CVR_..._UID_...</c> or <c>_RID_</c> for OCES2, else null.</summary>
    internal static string? UserNameOf(X509Certificate2 certificate)
    {
        Dictionary<string, string> subject = Read(certificate.SubjectName);
        if (!subject.TryGetValue(DistinguishedNameWriter.SerialNumber, out string? serialNumber))
        {
            return null;
        }

        if (serialNumber.StartsWith("UI:DK-", StringComparison.Ordinal))
        {
            int uuid = serialNumber.LastIndexOf(':') + 1;
            return subject.TryGetValue(DistinguishedNameWriter.OrganisationIdentifier, out string? organisation)
                && organisation.StartsWith("NTRDK-", StringComparison.Ordinal)
                    ? $"CVR_{organisation.Substring(6)}_UI_{serialNumber.Substring(uuid)}"
                    : null;
        }

        // CVR:12345678-UID:987
        return serialNumber.StartsWith("CVR:", StringComparison.Ordinal)
            ? serialNumber.Replace(':', '_').Replace('-', '_')
            : null;
    }

    private static Dictionary<string, string> Read(X500DistinguishedName name)
    {
        Dictionary<string, string> values = new(StringComparer.Ordinal);
        AsnReader names = new AsnReader(name.RawData, AsnEncodingRules.DER).ReadSequence();
        while (names.HasData)
        {
            AsnReader relative = names.ReadSetOf();
            while (relative.HasData)
            {
                AsnReader attribute = relative.ReadSequence();
                string oid = attribute.ReadObjectIdentifier();
                values[oid] = attribute.ReadCharacterString((UniversalTagNumber)attribute.PeekTag().TagValue);
            }
        }

        return values;
    }
}
