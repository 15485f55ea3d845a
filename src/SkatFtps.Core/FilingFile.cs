using System;
using System.IO;
using System.Security;
using System.Text;
using SkatFtps.Ftp;

namespace SkatFtps;

/// <summary>A local file about to be sent: checked before any network, open and held against writers while it travels.</summary>
internal sealed class FilingFile : IDisposable
{
    private readonly FileStream _stream;
    private readonly HashingStream _hashing;

    private FilingFile(FileInfo file, FileStream stream, bool ascii)
    {
        Name = file.Name;
        FullName = file.FullName;
        Length = stream.Length;
        Ascii = ascii;
        _stream = stream;
        _hashing = new HashingStream(stream);
        Content = ascii ? new CrlfStream(_hashing) : _hashing;
    }

    public string Name { get; }

    public string FullName { get; }

    /// <summary>Bytes on disk.</summary>
    public long Length { get; }

    /// <summary>TYPE A, with CRLF line ends.</summary>
    public bool Ascii { get; }

    /// <summary>What goes over the wire.</summary>
    public Stream Content { get; }

    /// <summary>Bytes of the file that have been read.</summary>
    public long Read => _hashing.Total;

    /// <summary>The SHA-256 of the file as it was read, upper-case hexadecimal; to be asked for when all was read.</summary>
    public string FinishHash() => _hashing.Finish();

    /// <exception cref="GatewayException">FileNameInvalid, FileNotFound, FileUnreadable, FileEmpty; all safe to repeat.</exception>
    public static FilingFile Open(FileInfo file, bool ascii)
    {
        CheckName(file.Name);
        FileStream stream;
        try
        {
            stream = new FileStream(file.FullName, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.Asynchronous | FileOptions.SequentialScan);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Refuse("FileNotFound", $"There is no file '{file.FullName}'.", "Check the path.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SecurityException or NotSupportedException)
        {
            throw Refuse("FileUnreadable", $"'{file.FullName}' cannot be read: {e.Message}", "Check that it is a file, that this account may read it, and that no program is still writing it.", e);
        }

        if (stream.Length == 0)
        {
            stream.Dispose();
            throw Refuse("FileEmpty", $"'{file.FullName}' is empty.", "An empty file would use up its name and file nothing; see why the program that writes it wrote nothing.", null);
        }

        return new FilingFile(file, stream, ascii);
    }

    /// <summary>The name becomes the FTPTransaktionsId and part of the names in /out, so it must survive a command line and a file system.</summary>
    /// <exception cref="GatewayException">FileNameInvalid.</exception>
    public static void CheckName(string name)
    {
        foreach (char c in name)
        {
            if (char.IsControl(c) || c is '/' or '\\' or '\u2028' or '\u2029')
            {
                throw Refuse("FileNameInvalid", $"The file name '{FtpText.Escape(name)}' holds {Describe(c)}.", "Rename the file; letters, digits, dot, hyphen and underscore are safe.", null);
            }
        }

        if (name.Length == 0 || name[0] is ' ' or '-' || name[name.Length - 1] is ' ' or '.' || name is "." or "..")
        {
            throw Refuse("FileNameInvalid", $"The file name '{FtpText.Escape(name)}' begins or ends in a way that servers read differently.", "Rename the file; letters, digits, dot, hyphen and underscore are safe.", null);
        }

        if (Encoding.UTF8.GetByteCount(name) > 200)
        {
            throw Refuse("FileNameInvalid", $"The file name '{name}' is longer than 200 bytes; the names in /out, which hold it and the service's, would not fit.", "Use a shorter name, best below 80 characters.", null);
        }
    }

    public void Dispose()
    {
        _hashing.Dispose();
        _stream.Dispose();
    }

    private static string Describe(char c) => c switch
    {
        '\r' or '\n' => "a line end",
        '/' or '\\' => "a path separator",
        _ => $"the control character U+{(int)c:X4}",
    };

    private static GatewayException Refuse(string id, string message, string action, Exception? inner) =>
        new(id, message + " Nothing was sent; it is safe to send it when that is mended.", action, inner) { SafeToResend = true, SessionUsable = true };
}
