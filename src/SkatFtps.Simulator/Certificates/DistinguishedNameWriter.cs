using System;
using System.Collections.Generic;
using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace SkatFtps.Simulator.Certificates;

/// <summary>
/// Writes a distinguished name in encoding order. The framework's own builder cannot put two attributes into one RDN,
/// which is how OCES2 writes CN and serialNumber.
/// </summary>
internal sealed class DistinguishedNameWriter
{
    internal const string CommonName = "2.5.4.3";
    internal const string Surname = "2.5.4.4";
    internal const string SerialNumber = "2.5.4.5";
    internal const string Country = "2.5.4.6";
    internal const string Organisation = "2.5.4.10";
    internal const string OrganisationalUnit = "2.5.4.11";
    internal const string GivenName = "2.5.4.42";
    internal const string OrganisationIdentifier = "2.5.4.97";

    private readonly List<(string Oid, string Value)[]> _names = new();

    internal DistinguishedNameWriter Add(string oid, string value) => AddTogether((oid, value));

    internal DistinguishedNameWriter AddTogether(params (string Oid, string Value)[] attributes)
    {
        _names.Add(attributes);
        return this;
    }

    internal X500DistinguishedName Build()
    {
        AsnWriter writer = new(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            foreach ((string Oid, string Value)[] name in _names)
            {
                using (writer.PushSetOf())
                {
                    foreach ((string oid, string value) in name)
                    {
                        WriteAttribute(writer, oid, value);
                    }
                }
            }
        }

        return new X500DistinguishedName(writer.Encode());
    }

    private static void WriteAttribute(AsnWriter writer, string oid, string value)
    {
        // X.520 allows C and serialNumber as PrintableString only.
        bool printable = oid is Country or SerialNumber;
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(oid);
            writer.WriteCharacterString(printable ? UniversalTagNumber.PrintableString : UniversalTagNumber.UTF8String, value);
        }
    }
}
