using System;
using System.Linq;
using System.Security.Cryptography.X509Certificates;
using SkatFtps.Certificates;
using SkatFtps.Core.Tests.Support;
using Xunit;

namespace SkatFtps.Core.Tests.Certificates;

public sealed class DistinguishedNameTests
{
    [Fact]
    public void Long_lengths_and_repeated_attributes_are_read()
    {
        string value = new('æ', 200);
        DistinguishedName name = new(new CertificateName().Add("2.5.4.11", value).Add("2.5.4.11", "b").Build());
        Assert.Equal([value, "b"], name.All("2.5.4.11"));
        Assert.Equal(value, name.First("2.5.4.11"));
        Assert.Null(name.First("2.5.4.3"));
    }

    [Theory]
    [InlineData("0.9.2342.19200300.100.1.1")]
    [InlineData("1.2.840.113549.1.9.1")]
    [InlineData("2.5.4.97")]
    [InlineData("2.999.3")]
    public void Object_identifiers_are_read_in_dotted_form(string oid) =>
        Assert.Equal("x", new DistinguishedName(new CertificateName().Add(oid, "x").Build()).First(oid));

    [Fact]
    public void Every_cut_is_a_format_error_and_nothing_else()
    {
        byte[] whole = CertificateFactory.OrganisationName().RawData;
        foreach (int length in Enumerable.Range(1, whole.Length - 1))
        {
            Assert.Throws<FormatException>(() => new DistinguishedName(new X500DistinguishedName(whole[..length])));
        }
    }

    [Theory]
    [InlineData("3080")]
    [InlineData("3085FFFFFFFFFF")]
    [InlineData("3084FFFFFFFF")]
    [InlineData("3100")]
    [InlineData("30023000")]
    [InlineData("30083106300406028080")]
    public void Hostile_lengths_and_tags_are_no_more_than_format_errors(string hex)
    {
        X500DistinguishedName name = new(Convert.FromHexString(hex));
        Assert.Throws<FormatException>(() => new DistinguishedName(name));
    }
}
