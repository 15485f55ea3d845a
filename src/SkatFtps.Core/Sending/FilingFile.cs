using System;
using System.IO;
using System.Security;
using System.Security.Cryptography;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Files;
using SkatFtps.Ftp;
using SkatFtps.Ledger;
using SkatFtps.Text;

namespace SkatFtps.Sending;

/// <summary>A local file about to be sent: checked before any network, open and held against writers while it travels.</summary>
internal sealed class FilingFile : IDisposable
{
    private const int KeyPart = 1024 * 1024;

    private readonly FileStream _stream;
    private readonly DateTime _writtenAt;

    private FilingFile(FileInfo file, string name, FileStream stream, bool ascii)
    {
        Name = name;
        FullName = file.FullName;
        Length = stream.Length;
        Ascii = ascii;
        _stream = stream;
        _writtenAt = LastWrite();
    }

    /// <summary>As sent.</summary>
    public string Name { get; }

    public string FullName { get; }

    /// <summary>Bytes on disk.</summary>
    public long Length { get; }

    /// <summary>TYPE A, with CRLF line ends.</summary>
    public bool Ascii { get; }

    /// <summary>
    /// True when the file was written to since it was opened. Windows keeps writers away; elsewhere a file may change under its reader.
    /// </summary>
    public bool HasChanged => LengthNow != Length || WasTouched;

    /// <summary>Bytes on disk at this moment.</summary>
    public long LengthNow => _stream.Length;

    /// <summary>Its time is another than when it was opened, which alone says nothing of its content.</summary>
    public bool WasTouched => LastWrite() != _writtenAt;

    /// <summary>Reads a part.</summary>
    public Task<int> ReadAtAsync(long position, byte[] buffer, int offset, int count, CancellationToken stop)
    {
        if (_stream.Position != position)
        {
            _stream.Position = position;
        }

        return _stream.ReadAsync(buffer, offset, count, stop);
    }

    /// <summary>To be called right before it is sent.</summary>
    /// <param name="content">What was read of it before, or null.</param>
    /// <param name="stop">Cancels.</param>
    /// <exception cref="GatewayException">FileChanged, and safe to repeat.</exception>
    public async Task EnsureUnchangedAsync(ContentMark? content, CancellationToken stop)
    {
        if (LengthNow != Length || (WasTouched && content is not null && (await MarkAsync(stop).ConfigureAwait(false)).Key != content.Key))
        {
            throw Refuse("FileChanged", $"'{FullName}' was changed since it was opened to be sent.", null);
        }
    }

    /// <summary>Reads the whole file for its SHA-256, upper-case hexadecimal, and goes back to its start.</summary>
    public async Task<string> HashAsync(CancellationToken stop)
    {
        using SHA256 sha = SHA256.Create();
        _stream.Position = 0;
        var content = new AheadReader(_stream, stop);
        try
        {
            int count;
            while ((count = await content.NextAsync().ConfigureAwait(false)) > 0)
            {
                sha.TransformBlock(content.Part, 0, count, null, 0);
            }
        }
        finally
        {
            await content.EndAsync().ConfigureAwait(false);
        }

        sha.TransformFinalBlock(new byte[0], 0, 0);
        _stream.Position = 0;
        return Hex.Of(sha.Hash!);
    }

    /// <summary>
    /// What tells its content from others before it travels: the whole of a small file, the length and both ends of a large one.
    /// </summary>
    public async Task<ContentMark> MarkAsync(CancellationToken stop)
    {
        if (Length <= ContentMark.WholeUpTo)
        {
            return ContentMark.OfWhole(Length, await HashAsync(stop).ConfigureAwait(false));
        }

        byte[] ends = new byte[8 + (2 * KeyPart)];
        BitConverter.GetBytes(System.Net.IPAddress.HostToNetworkOrder(Length)).CopyTo(ends, 0);
        await ReadAsync(0, ends, 8, stop).ConfigureAwait(false);
        await ReadAsync(Length - KeyPart, ends, 8 + KeyPart, stop).ConfigureAwait(false);
        _stream.Position = 0;
        return ContentMark.OfLarge(Length, Hex.Sha256(ends), null);
    }

    // Fills one part; a file that became shorter meanwhile gives what it has.
    private async Task ReadAsync(long position, byte[] buffer, int offset, CancellationToken stop)
    {
        _stream.Position = position;
        int end = offset + KeyPart;
        int read;
        while (offset < end && (read = await _stream.ReadAsync(buffer, offset, end - offset, stop).ConfigureAwait(false)) > 0)
        {
            offset += read;
        }
    }

    /// <summary>What goes over the wire.</summary>
    /// <param name="bytes">The file's own bytes on their way.</param>
    public Stream Content(Stream bytes) => Ascii ? new CrlfStream(bytes) : bytes;

    /// <summary>The file's own bytes, and none but those that were promised.</summary>
    /// <param name="content">What was read of it before, or null.</param>
    public PromisedContent Promised(ContentMark? content) => new(this, content?.Sha256);

    /// <param name="file">The local file.</param>
    /// <param name="name">The name to send it under.</param>
    /// <param name="ascii">TYPE A.</param>
    /// <exception cref="GatewayException">FileNameInvalid, FileNotFound, FileNotRegular, FileUnreadable, FileEmpty; all safe to
    /// repeat.</exception>
    public static FilingFile Open(FileInfo file, string name, bool ascii)
    {
        CheckName(name);
        FileStream stream = OpenRead(file);
        if (stream.Length == 0)
        {
            stream.Dispose();
            throw Empty(file);
        }

        return new FilingFile(file, name, stream, ascii);
    }

    /// <summary>Opens a file that no one writes meanwhile.</summary>
    /// <exception cref="GatewayException">FileNotFound, FileNotRegular, FileUnreadable.</exception>
    public static FileStream OpenRead(FileInfo file)
    {
        try
        {
            return RegularFile.Open(file.FullName, FileAccess.Read, FileShare.Read);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Refuse("FileNotFound", $"There is no file '{file.FullName}'.", e);
        }
        catch (NotRegularFileException e)
        {
            throw Refuse("FileNotRegular", e.Message, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SecurityException or NotSupportedException)
        {
            throw Unreadable(file.FullName, e);
        }
    }

    public static GatewayException Unreadable(string fullName, Exception e) =>
        Refuse("FileUnreadable", $"'{fullName}' cannot be read: {e.Message}", e);

    public static GatewayException Empty(FileInfo file) =>
        Refuse("FileEmpty", $"'{file.FullName}' is empty.", null);

    /// <summary>
    /// The name becomes the FTPTransaktionsId and part of the names in /out, so it must survive a command line and a file system.
    /// </summary>
    /// <exception cref="GatewayException">FileNameInvalid.</exception>
    public static void CheckName(string name)
    {
        foreach (char c in name)
        {
            if (Printable.IsUnsafe(c) || c is '/' or '\\')
            {
                throw Refuse("FileNameInvalid", $"The file name '{Printable.Escape(name)}' holds {Describe(c)}.", null);
            }
        }

        if (name.Length == 0 || name[0] is ' ' or '-' || name[name.Length - 1] is ' ' or '.' || name is "." or "..")
        {
            throw Refuse("FileNameInvalid", $"The file name '{Printable.Escape(name)}' begins or ends in a way that servers read"
                + " differently.", null);
        }

        if (Encoding.UTF8.GetByteCount(name) > 200)
        {
            throw Refuse("FileNameInvalid", $"The file name '{name}' is longer than 200 bytes; the names in /out, which hold it and the"
                + " service's, would not fit.", null);
        }
    }

    public void Dispose()
    {
        _stream.Dispose();
    }

    private DateTime LastWrite() => File.GetLastWriteTimeUtc(FullName);

    private static string Describe(char c) => c switch
    {
        '\r' or '\n' => "a line end",
        '/' or '\\' => "a path separator",
        _ => $"the control character U+{(int)c:X4}",
    };

    private static GatewayException Refuse(string id, string message, Exception? inner) =>
        new(id, message + " Nothing was sent; it is safe to send it when that is mended.", null, inner)
        {
            SafeToResend = true,
            SessionUsable = true,
        };
}
