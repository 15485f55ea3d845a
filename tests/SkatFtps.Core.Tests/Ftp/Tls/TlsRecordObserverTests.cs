using System.IO;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Core.Tests.Support;
using SkatFtps.Ftp;
using SkatFtps.Ftp.Tls;
using Xunit;

namespace SkatFtps.Core.Tests.Ftp.Tls;

public sealed class TlsRecordObserverTests
{
    private static readonly byte[] Hello = [22, 3, 3, 0, 4, 2, 0, 0, 0];
    private static readonly byte[] Certificate = [22, 3, 3, 0, 8, 11, 0, 0, 4, 0, 0, 1, 0];
    private static readonly byte[] ChangeCipherSpec = [20, 3, 3, 0, 1, 1];
    private static readonly byte[] Alert = [21, 3, 3, 0, 2, 77, 77];

    [Fact]
    public async Task A_session_without_a_certificate_was_resumed()
    {
        Assert.True((await ReadAsync([.. Hello, .. ChangeCipherSpec])).Resumed);
        Assert.False((await ReadAsync([.. Hello, .. Certificate, .. ChangeCipherSpec])).Resumed);
        Assert.False((await ReadAsync(Hello)).Resumed);
    }

    [Fact]
    public async Task An_end_is_close_notify_only_while_the_socket_has_not_ended()
    {
        byte[] bytes = [.. Hello, .. ChangeCipherSpec, .. Alert];
        var observer = new TlsRecordObserver(new MemoryStream(bytes));
        await observer.ReadExactlyAsync(new byte[bytes.Length]);
        Assert.True(observer.EndedWithCloseNotify);

        Assert.Equal(0, await observer.ReadAsync(new byte[1]));
        Assert.False(observer.EndedWithCloseNotify);
    }

    [Fact]
    public async Task A_socket_that_breaks_is_no_close_notify_either()
    {
        var observer = new TlsRecordObserver(new FailingStream(0, new IOException("Reset.")));
        await Assert.ThrowsAsync<IOException>(() => observer.ReadAsync(new byte[1], 0, 1, CancellationToken.None));
        Assert.False(observer.EndedWithCloseNotify);
    }

    [Fact]
    public async Task What_is_written_passes_unchanged_and_is_seen()
    {
        var inner = new MemoryStream();
        var observer = new TlsRecordObserver(inner);
        await observer.WriteAsync(Certificate, 0, Certificate.Length, CancellationToken.None);
        observer.Write(ChangeCipherSpec, 0, ChangeCipherSpec.Length);

        Assert.True(observer.Sent.SawCertificateContent);
        Assert.True(observer.Sent.SawChangeCipherSpec);
        Assert.Equal([.. Certificate, .. ChangeCipherSpec], inner.ToArray());
    }

    [Fact]
    public async Task The_old_pattern_of_NET_Framework_sees_the_same()
    {
        byte[] bytes = [.. Hello, .. ChangeCipherSpec, .. Alert];
        var observer = new TlsRecordObserver(new MemoryStream(bytes));
        var buffer = new byte[64];
        int read = await Task.Factory.FromAsync(observer.BeginRead, observer.EndRead, buffer, 0, buffer.Length, null);

        Assert.Equal(bytes.Length, read);
        Assert.True(observer.Resumed);
        Assert.True(observer.EndedWithCloseNotify);
    }

    private static async Task<TlsRecordObserver> ReadAsync(byte[] bytes)
    {
        var observer = new TlsRecordObserver(new MemoryStream(bytes));
        var one = new byte[1];
        while (await observer.ReadAsync(one, 0, 1, CancellationToken.None) == 1)
        {
        }

        return observer;
    }
}
