using System.IO;
using System.Security;
using System.Security.Cryptography.X509Certificates;
using SkatFtps.Core.Tests.Support;
using SkatFtps.Ftp;
using SkatFtps.Ftp.Tls;
using Xunit;

namespace SkatFtps.Core.Tests.Ftp;

/// <summary>SChannel may answer the server's request with an empty message; the records tell.</summary>
public sealed class CertificateLeftOutTests
{
    // A record of type handshake (RFC 5246, 6.2.1) with one message: CertificateRequest, an empty Certificate, one with content.
    private static readonly byte[] Request = [22, 3, 3, 0, 4, 13, 0, 0, 0];
    private static readonly byte[] Empty = [22, 3, 3, 0, 7, 11, 0, 0, 3, 0, 0, 0];
    private static readonly byte[] Full = [22, 3, 3, 0, 11, 11, 0, 0, 7, 0, 0, 4, 0, 0, 1, 9];

    [Theory]
    [InlineData(true, true, true, true)]
    [InlineData(true, true, false, false)]
    [InlineData(true, false, true, false)]
    [InlineData(false, true, true, false)]
    public void An_empty_answer_is_told_only_where_there_was_something_to_send(bool haveOne, bool asked, bool empty, bool leftOut)
    {
        using X509Certificate2 certificate = CertificateFactory.Test.Issue(CertificateFactory.OrganisationName());
        using SecureString none = new();
        using HostSpelling host = HostSpelling.Rent("localhost");
        TlsHandshake handshake = new(new FtpsOptions("localhost", 1, "x", none) { ClientCertificate = haveOne ? certificate : null }, host);
        using TlsRecordObserver records = new(new MemoryStream());
        if (asked) { records.Received.Feed(Request, 0, Request.Length); }
        byte[] answer = empty ? Empty : Full;
        records.Sent.Feed(answer, 0, answer.Length);

        Assert.Equal(leftOut, handshake.LeftOurCertificateOut(records));
    }
}
