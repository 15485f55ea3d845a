using System;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;

namespace SkatFtps.Certificates;

/// <summary>What subject and issuer say of an OCES certificate. Fields are null where the names do not say it.</summary>
internal sealed class OcesSubject
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;
    private const string Guid = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";

    private static readonly Regex Oces3 = new($"^UI:DK-([A-Z]):[A-Z]:({Guid})\\z", Options);
    private static readonly Regex Oces2 = new("^(?:CVR:([0-9]{8})-([URF])ID:[0-9]+|PID:[0-9-]+)\\z", Options);
    private static readonly Regex OrganisationIdentifier = new("^NTRDK-([0-9]{8})\\z", Options);

    public OcesSubject(DistinguishedName subject, DistinguishedName issuer)
    {
        CommonName = subject.First(DistinguishedName.CommonName);
        IssuerCommonName = issuer.First(DistinguishedName.CommonName);
        IssuerOrganisation = issuer.First(DistinguishedName.Organisation);

        // OCES2 writes "Name // CVR:12345678".
        string? organisation = subject.First(DistinguishedName.Organisation);
        int suffix = organisation?.IndexOf(" // CVR:", StringComparison.OrdinalIgnoreCase) ?? -1;
        Organisation = suffix < 0 ? organisation : organisation!.Substring(0, suffix);

        string issuerName = IssuerCommonName ?? string.Empty;
        bool trust2408 = issuerName.StartsWith("TRUST2408", StringComparison.OrdinalIgnoreCase);
        IsFromOcesAuthority = trust2408 || issuerName.StartsWith("Den Danske Stat OCES", StringComparison.OrdinalIgnoreCase);
        IsTest = issuerName.StartsWith("TRUST2408 Systemtest", StringComparison.OrdinalIgnoreCase);
        foreach (string unit in issuer.All(DistinguishedName.OrganisationalUnit))
        {
            IsTest |= string.Equals(unit, "Test - cti", StringComparison.OrdinalIgnoreCase);
        }

        Generation = trust2408 ? OcesGeneration.Oces2 : OcesGeneration.Unknown;
        foreach (string serialNumber in subject.All(DistinguishedName.SerialNumber))
        {
            ReadSerialNumber(serialNumber);
        }

        foreach (string identifier in subject.All(DistinguishedName.OrganisationIdentifier))
        {
            Cvr ??= OrganisationIdentifier.Match(identifier) is { Success: true } match ? match.Groups[1].Value : null;
        }
    }

    /// <summary>Null where the names are not valid DER.</summary>
    public static OcesSubject? TryRead(X509Certificate2 certificate)
    {
        try
        {
            return new OcesSubject(new DistinguishedName(certificate.SubjectName), new DistinguishedName(certificate.IssuerName));
        }
        catch (FormatException)
        {
            return null;
        }
    }

    public string? CommonName { get; }

    public string? Organisation { get; }

    public string? IssuerCommonName { get; }

    public string? IssuerOrganisation { get; }

    public bool IsFromOcesAuthority { get; }

    public bool IsTest { get; }

    public OcesGeneration Generation { get; private set; }

    public OcesKind Kind { get; private set; }

    public string? Cvr { get; private set; }

    /// <summary>In the certificate's own spelling: whether the gateway minds its case is not known.</summary>
    public string? Uuid { get; private set; }

    private void ReadSerialNumber(string serialNumber)
    {
        if (Oces3.Match(serialNumber) is { Success: true } oces3)
        {
            Generation = OcesGeneration.Oces3;
            Uuid = oces3.Groups[2].Value;
            Kind = oces3.Groups[1].Value.ToUpperInvariant() switch
            {
                "O" => OcesKind.Organisation,
                "E" => OcesKind.Employee,
                "P" => OcesKind.Person,
                _ => OcesKind.Unknown,
            };
        }
        else if (Oces2.Match(serialNumber) is { Success: true } oces2)
        {
            Generation = OcesGeneration.Oces2;
            Cvr = oces2.Groups[1].Success ? oces2.Groups[1].Value : null;
            Kind = oces2.Groups[2].Value.ToUpperInvariant() switch
            {
                "U" or "F" => OcesKind.Organisation,
                "R" => OcesKind.Employee,
                _ => OcesKind.Person,
            };
        }
    }
}
