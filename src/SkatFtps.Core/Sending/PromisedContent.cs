using System;
using System.IO;
using System.Security.Cryptography;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Ftp;
using SkatFtps.Text;

namespace SkatFtps.Sending;

/// <summary>
/// The bytes of a file as they were promised to the ledger, no more and no fewer. The last part is given out only when the file is known to
/// be the one that was promised, so that the end of another is never written. Growth is not followed.
/// </summary>
/// <param name="filing">The open file.</param>
/// <param name="sha256">Of the promised content, hexadecimal in any case; null where it is known only when it has travelled.</param>
internal sealed class PromisedContent(FilingFile filing, string? sha256) : Stream
{
    private readonly FilingFile _filing = filing;
    private readonly string? _promised = sha256;
    private readonly SHA256 _sha = SHA256.Create();
    private long _given;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <exception cref="FtpsException">FileChanged.</exception>
    public override async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        int wanted = (int)Math.Min(count, _filing.Length - _given);
        if (wanted == 0)
        {
            return 0;
        }

        int read = await _filing.ReadAtAsync(_given, buffer, offset, wanted, cancellationToken).ConfigureAwait(false);
        if (read == 0)
        {
            throw Changed($"it ended after {_given} of {_filing.Length} bytes");
        }

        _sha.TransformBlock(buffer, offset, read, null, 0);
        _given += read;
        if (_given == _filing.Length)
        {
            await JudgeAsync(cancellationToken).ConfigureAwait(false);
        }

        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <summary>Releases the hash; the file is the owner's.</summary>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _sha.Dispose();
        }

        base.Dispose(disposing);
    }

    // Before the last part leaves.
    private async Task JudgeAsync(CancellationToken stop)
    {
        _sha.TransformFinalBlock(new byte[0], 0, 0);
        string read = Hex.Of(_sha.Hash!);
        if (_filing.LengthNow != _filing.Length)
        {
            throw Changed($"it has {_filing.LengthNow} bytes now, and had {_filing.Length}");
        }

        if (_promised is not null && !string.Equals(read, _promised, StringComparison.OrdinalIgnoreCase))
        {
            throw Changed("its content is another than the one that was read before");
        }

        // A time alone tells nothing: file shares and scanners touch it.
        if (_filing.WasTouched && await _filing.HashAsync(stop).ConfigureAwait(false) != read)
        {
            throw Changed("its content is another than the one that was read for sending");
        }
    }

    private FtpsException Changed(string how) =>
        new(FtpsFailure.FileChanged, $"'{_filing.FullName}' was changed while it was being sent: {how}. Its end was not sent.");
}
