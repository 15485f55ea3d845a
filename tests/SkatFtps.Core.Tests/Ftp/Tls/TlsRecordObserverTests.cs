using System.IO;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Ftp;
using SkatFtps.Ftp.Tls;
using Xunit;

namespace SkatFtps.Core.Tests.Ftp.Tls;

public sealed class TlsRecordObserverTests
{
    private static readonly byte[] s_hello = [22, 3, 3, 0, 4, 2, 0, 0, 0];
    private static readonly byte[] s_certificate = [22, 3, 3, 0, 8, 11, 0, 0, 4, 0, 0, 1, 0];
    private static readonly byte[] s_changeCipherSpec = [20, 3, 3, 0, 1, 1];
    private static readonly byte[] s_data = [23, 3, 3, 0, 3, 9, 9, 9];
    private static readonly byte[] s_alert = [21, 3, 3, 0, 2, 77, 77];

    [Fact]
    public async Task A_session_without_a_certificate_was_resumed()
    {
        Assert.True((await ReadAsync([.. s_hello, .. s_changeCipherSpec])).Resumed);
        Assert.False((await ReadAsync([.. s_hello, .. s_certificate, .. s_changeCipherSpec])).Resumed);
        Assert.False((await ReadAsync(s_hello)).Resumed);
    }

    [Fact]
    public async Task The_end_counts_as_close_notify_only_after_a_whole_alert()
    {
        byte[] start = [.. s_hello, .. s_changeCipherSpec, .. s_data];

        Assert.True((await ReadAsync([.. start, .. s_alert])).EndedWithCloseNotify);
        Assert.False((await ReadAsync(start)).EndedWithCloseNotify);
        Assert.False((await ReadAsync([.. start, .. s_alert[..6]])).EndedWithCloseNotify);
        Assert.False((await ReadAsync([.. start, .. s_alert, .. s_data])).EndedWithCloseNotify);
    }

    [Fact]
    public async Task Close_notify_is_seen_before_the_end_of_TCP()
    {
        byte[] bytes = [.. s_hello, .. s_changeCipherSpec, .. s_alert];
        var observer = new TlsRecordObserver(new MemoryStream(bytes));
        await observer.ReadExactlyAsync(new byte[bytes.Length]);

        Assert.True(observer.EndedWithCloseNotify);
    }

    [Fact]
    public async Task What_is_written_passes_unchanged_and_is_seen()
    {
        var inner = new MemoryStream();
        var observer = new TlsRecordObserver(inner);
        await observer.WriteAsync(s_certificate, 0, s_certificate.Length, CancellationToken.None);
        observer.Write(s_changeCipherSpec, 0, s_changeCipherSpec.Length);

        Assert.True(observer.Sent.SawCertificateContent);
        Assert.True(observer.Sent.SawChangeCipherSpec);
        Assert.Equal([.. s_certificate, .. s_changeCipherSpec], inner.ToArray());
    }

    [Fact]
    public async Task The_old_pattern_of_NET_Framework_sees_the_same()
    {
        byte[] bytes = [.. s_hello, .. s_changeCipherSpec, .. s_alert];
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
