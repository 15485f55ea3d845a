using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace SkatFtps.Core.Tests.Support;

/// <summary>Builds a distinguished name in DER, attribute by attribute, as real OCES certificates have them.</summary>
internal sealed class CertificateName
{
    private readonly AsnWriter _writer = new(AsnEncodingRules.DER);

    public CertificateName() => _writer.PushSequence();

    public CertificateName Add(string oid, string value, UniversalTagNumber type = UniversalTagNumber.UTF8String) =>
        AddMultiValued(type, (oid, value));

    public CertificateName AddMultiValued(params (string Oid, string Value)[] attributes) =>
        AddMultiValued(UniversalTagNumber.UTF8String, attributes);

    public X500DistinguishedName Build()
    {
        _writer.PopSequence();
        return new X500DistinguishedName(_writer.Encode());
    }

    private CertificateName AddMultiValued(UniversalTagNumber type, params (string Oid, string Value)[] attributes)
    {
        _writer.PushSetOf();
        foreach ((string oid, string value) in attributes)
        {
            _writer.PushSequence();
            _writer.WriteObjectIdentifier(oid);
            _writer.WriteCharacterString(type, value);
            _writer.PopSequence();
        }

        _writer.PopSetOf();
        return this;
    }
}
