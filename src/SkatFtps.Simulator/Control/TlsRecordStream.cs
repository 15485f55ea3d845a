using System;
using System.IO;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Threading;
using System.Threading.Tasks;

namespace SkatFtps.Simulator.Control;

/// <summary>
/// The TCP connection under TLS, watching what SslStream does not tell: whether the peer's last record was an alert, and
/// whether the handshake resumed a session. It watches record headers (RFC 5246, 6.2.1) and changes nothing, unless it is told
/// to refuse the client's certificate.
/// </summary>
internal sealed class TlsRecordStream(Socket socket) : Stream
{
    private const int HeaderLength = 5;
    private const byte Alert = 21;
    private const byte Handshake = 22;
    private const byte ApplicationData = 23;

    // In TLS 1.3 an alert looks like application data: two bytes, one for the inner type, sixteen for the tag.
    private const int EncryptedAlertLength = 19;

    // Fatal, bad_certificate (RFC 5246, 7.2).
    private static readonly byte[] BadCertificate = [Alert, 3, 3, 0, 2, 2, 42];

    private readonly NetworkStream _inner = new(socket, ownsSocket: false);
    private readonly byte[] _header = new byte[HeaderLength];
    private int _headerFilled;
    private int _recordLeft;
    private readonly byte[] _sent = new byte[2048];
    private int _sentFilled;
    private bool _lastRecordIsAlert;

    /// <summary>True when the server's side of the handshake resumed a session; known once the peer has answered it.</summary>
    internal bool Resumed => ServerFlight.Resumes(_sent.AsSpan(0, _sentFilled));

    /// <summary>
    /// Answers the client's certificate with an alert as soon as it arrives, as most servers do. SslStream judges it only when the
    /// handshake is done and, on Unix, sends no alert at all. TLS 1.2 only: 1.3 hides the certificate.
    /// </summary>
    internal bool RefusesCertificate { get; set; }

    /// <summary>
    /// True when the last whole record was an alert, which before a proper end is close_notify. Exact in TLS 1.2; in TLS 1.3 a
    /// last record of two bytes of data looks the same.
    /// </summary>
    internal bool EndedWithAlert => _lastRecordIsAlert && _recordLeft == 0 && _headerFilled == 0;

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken stop = default)
    {
        int count = await _inner.ReadAsync(buffer, stop).ConfigureAwait(false);
        Watch(buffer.Span.Slice(0, count));
        // After the server's flight the next handshake record begins with the certificate (RFC 5246, 7.3).
        if (RefusesCertificate && _sentFilled > 0 && count > 0 && _header[0] == Handshake)
        {
            await _inner.WriteAsync(BadCertificate, stop).ConfigureAwait(false);
            throw new AuthenticationException("The script refuses the client certificate.");
        }

        return count;
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken stop = default)
    {
        Keep(buffer.Span);
        return _inner.WriteAsync(buffer, stop);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken stop) =>
        ReadAsync(buffer.AsMemory(offset, count), stop).AsTask();

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken stop) =>
        WriteAsync(buffer.AsMemory(offset, count), stop).AsTask();

    public override int Read(byte[] buffer, int offset, int count)
    {
        int read = _inner.Read(buffer, offset, count);
        Watch(buffer.AsSpan(offset, read));
        return read;
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
        Keep(buffer.AsSpan(offset, count));
        _inner.Write(buffer, offset, count);
    }

    public override void Flush() => _inner.Flush();

    public override Task FlushAsync(CancellationToken stop) => _inner.FlushAsync(stop);

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _inner.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>To be called when what passed so far was not TLS yet.</summary>
    internal void BeginHandshake() => _sentFilled = _headerFilled = _recordLeft = 0;

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        int count = Math.Min(bytes.Length, _sent.Length - _sentFilled);
        bytes.Slice(0, count).CopyTo(_sent.AsSpan(_sentFilled));
        _sentFilled += count;
    }

    private void Watch(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            if (_recordLeft > 0)
            {
                int skip = Math.Min(_recordLeft, bytes.Length);
                _recordLeft -= skip;
                bytes = bytes.Slice(skip);
                continue;
            }

            _header[_headerFilled++] = bytes[0];
            bytes = bytes.Slice(1);
            if (_headerFilled < HeaderLength)
            {
                continue;
            }

            _headerFilled = 0;
            _recordLeft = (_header[3] << 8) | _header[4];
            _lastRecordIsAlert = _header[0] == Alert || (_header[0] == ApplicationData && _recordLeft == EncryptedAlertLength);
        }
    }
}
