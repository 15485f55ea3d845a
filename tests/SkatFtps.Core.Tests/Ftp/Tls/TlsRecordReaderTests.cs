using System;
using System.Collections.Generic;
using System.Linq;
using SkatFtps.Ftp;
using SkatFtps.Ftp.Tls;
using Xunit;

namespace SkatFtps.Core.Tests.Ftp.Tls;

/// <summary>Records by hand (RFC 5246, 6.2.1 and 7.4): each is fed whole, byte by byte, and cut in two anywhere.</summary>
public sealed class TlsRecordReaderTests
{
    private static readonly byte[] ServerHello = Handshake(2, 70);
    private static readonly byte[] Certificate = Handshake(11, 900);
    private static readonly byte[] CertificateRequest = Handshake(13, 30);
    private static readonly byte[] ChangeCipherSpec = Record(20, 1);
    private static readonly byte[] Finished = Record(22, [.. Enumerable.Repeat((byte)11, 40)]);

    [Fact]
    public void A_full_handshake_shows_a_certificate()
    {
        AssertEveryWay([ServerHello, Certificate, CertificateRequest, ChangeCipherSpec, Finished], reader =>
        {
            Assert.True(reader.SawServerHello);
            Assert.True(reader.SawCertificate);
            Assert.True(reader.SawCertificateContent);
            Assert.True(reader.SawCertificateRequest);
            Assert.True(reader.SawChangeCipherSpec);
            Assert.Equal(-1, reader.ClearAlert);
            Assert.True(reader.AtBoundary);
        });
    }

    [Fact]
    public void A_resumed_handshake_shows_none_and_what_is_encrypted_is_not_read()
    {
        AssertEveryWay([ServerHello, ChangeCipherSpec, Finished], reader =>
        {
            Assert.True(reader.SawServerHello);
            Assert.False(reader.SawCertificate);
            Assert.True(reader.SawChangeCipherSpec);
        });
    }

    [Fact]
    public void Messages_may_share_a_record_and_span_records()
    {
        byte[] messages = [.. ServerHello[5..], .. Certificate[5..], .. CertificateRequest[5..]];
        AssertEveryWay([Record(22, messages[..50]), Record(22, messages[50..76]), Record(22, messages[76..])], reader =>
        {
            Assert.True(reader.SawServerHello);
            Assert.True(reader.SawCertificate);
            Assert.True(reader.SawCertificateRequest);
            Assert.False(reader.SawChangeCipherSpec);
        });
    }

    [Theory]
    [InlineData(new byte[] { 0, 0, 0x1C, 0x20 }, 7200L)]
    [InlineData(new byte[] { 0, 0, 0, 0 }, 0L)]
    public void A_session_ticket_tells_its_lifetime(byte[] lifetime, long seconds)
    {
        byte[] ticket = Record(22, [4, 0, 0, 10, .. lifetime, 0, 4, 1, 2, 3, 4]);
        AssertEveryWay([ServerHello, ticket, ChangeCipherSpec, Finished], reader => Assert.Equal(seconds, reader.TicketLifetime));
    }

    [Fact]
    public void Without_a_session_ticket_there_is_no_lifetime() =>
        AssertEveryWay([ServerHello, Certificate, ChangeCipherSpec, Finished], reader => Assert.Null(reader.TicketLifetime));

    [Fact]
    public void An_empty_Certificate_holds_none()
    {
        AssertEveryWay([Handshake(11, 3)], reader =>
        {
            Assert.True(reader.SawCertificate);
            Assert.False(reader.SawCertificateContent);
        });
    }

    [Theory]
    [InlineData(40, "handshake_failure")]
    [InlineData(48, "unknown_ca")]
    [InlineData(70, "protocol_version")]
    [InlineData(200, "alert 200")]
    public void A_clear_alert_is_read(byte description, string name)
    {
        AssertEveryWay([ServerHello, Record(21, 2, description)], reader => Assert.Equal(description, reader.ClearAlert));
        Assert.Equal(name, TlsAlert.NameOf(description));
    }

    [Fact]
    public void An_encrypted_alert_is_only_a_type()
    {
        AssertEveryWay([
            ServerHello, ChangeCipherSpec, Finished, Record(23, new byte[100]), Record(21, [.. Enumerable.Repeat((byte)48, 26)])], reader =>
        {
            Assert.Equal(-1, reader.ClearAlert);
            Assert.Equal(21, reader.LastType);
            Assert.True(reader.AtBoundary);
        });
    }

    [Fact]
    public void A_stream_cut_within_a_record_is_not_at_a_boundary()
    {
        byte[] records = [.. ServerHello, .. Record(23, new byte[10])];
        for (int length = 1; length < records.Length; length++)
        {
            var reader = new TlsRecordReader();
            reader.Feed(records, 0, length);
            Assert.Equal(length == ServerHello.Length, reader.AtBoundary);
        }
    }

    [Fact]
    public void Nothing_is_nothing()
    {
        var reader = new TlsRecordReader();
        Assert.False(reader.SawAnything);
        Assert.True(reader.AtBoundary);
        reader.Feed([22], 0, 1);
        Assert.True(reader.SawAnything);
    }

    private static void AssertEveryWay(IEnumerable<byte[]> records, Action<TlsRecordReader> assert)
    {
        byte[] bytes = records.SelectMany(record => record).ToArray();
        for (int cut = 0; cut < bytes.Length; cut++)
        {
            var reader = new TlsRecordReader();
            reader.Feed(bytes, 0, cut);
            reader.Feed(bytes, cut, bytes.Length - cut);
            assert(reader);
        }

        var single = new TlsRecordReader();
        for (int i = 0; i < bytes.Length; i++)
        {
            single.Feed(bytes, i, 1);
        }

        assert(single);
    }

    private static byte[] Record(byte type, params byte[] body) => [type, 3, 3, (byte)(body.Length >> 8), (byte)body.Length, .. body];

    private static byte[] Handshake(byte type, int length) => Record(22, [type, 0, (byte)(length >> 8), (byte)length, .. new byte[length]]);
}
