using System;
using System.Collections.Generic;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using SkatFtps.Text;

namespace SkatFtps.Certificates;

/// <summary>
/// A certificate's subject or issuer, read by object identifier (RFC 5280, 4.1.2.4). Its printed form differs between
/// Windows, OpenSSL and their versions, and cannot be taken apart again.
/// </summary>
internal sealed class DistinguishedName
{
    public const string CommonName = "2.5.4.3";
    public const string SerialNumber = "2.5.4.5";
    public const string Organisation = "2.5.4.10";
    public const string OrganisationalUnit = "2.5.4.11";
    public const string OrganisationIdentifier = "2.5.4.97";

    private static readonly Encoding Utf32 = new UTF32Encoding(bigEndian: true, byteOrderMark: false);

    private readonly List<KeyValuePair<string, string>> _attributes = [];

    /// <exception cref="FormatException">No name in DER.</exception>
    public DistinguishedName(X500DistinguishedName name)
    {
        DerReader rdns = new DerReader(name.RawData).ReadInside(DerReader.Sequence);
        while (!rdns.AtEnd)
        {
            // OCES2 puts CN and serialNumber into one RDN, so a set may hold several.
            DerReader rdn = rdns.ReadInside(DerReader.Set);
            while (!rdn.AtEnd)
            {
                DerReader attribute = rdn.ReadInside(DerReader.Sequence);
                string oid = attribute.ReadOid();
                byte tag = attribute.PeekTag();
                if (TextOf(tag, attribute.ReadAny().Rest()) is { } text)
                {
                    _attributes.Add(new KeyValuePair<string, string>(oid, text));
                }
            }
        }
    }

    /// <summary>The first attribute of that type, or null.</summary>
    public string? First(string oid)
    {
        foreach (string value in All(oid))
        {
            return value;
        }

        return null;
    }

    /// <summary>All attributes of that type, in the name's order.</summary>
    public IEnumerable<string> All(string oid)
    {
        foreach (KeyValuePair<string, string> attribute in _attributes)
        {
            if (attribute.Key == oid)
            {
                yield return attribute.Value;
            }
        }
    }

    // Null for what is no string at all, such as a unique identifier.
    private static string? TextOf(byte tag, byte[] content) => tag switch
    {
        0x0C or 0x12 or 0x13 or 0x16 or 0x1A => Encoding.UTF8.GetString(content),
        0x14 => Encodings.Latin1.GetString(content), // T61String, by everybody's practice
        0x1C => Utf32.GetString(content),
        0x1E => Encoding.BigEndianUnicode.GetString(content),
        _ => null,
    };
}
