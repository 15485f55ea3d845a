using System;
using System.IO;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using System.Xml;

namespace SkatFtps.Status;

/// <summary>Reads a status file: bounded, without DTD and without any look outside the file.</summary>
public static class StatusFileReader
{
    /// <summary>In bytes. The guide's examples have about 700.</summary>
    public const int MaximumSize = 1024 * 1024;

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = MaximumSize,
        MaxCharactersFromEntities = MaximumSize,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        IgnoreWhitespace = true,
    };

    /// <summary>Reads a whole file. The name serves the messages only; it is not interpreted.</summary>
    /// <exception cref="StatusFileException">The file is too large, has a DTD, is damaged or is no status file.</exception>
    public static StatusFile Read(byte[] bytes, string name)
    {
        if (bytes.Length > MaximumSize)
        {
            throw TooLarge(name);
        }

        string xml = XmlText.Decode(bytes);
        StatusFileBuilder builder = new(xml);
        using (XmlReader reader = XmlReader.Create(new StringReader(xml), Settings))
        {
            try
            {
                builder.ReadAll(reader);
            }
            catch (XmlException e)
            {
                throw NotReadable(xml, name, builder.Root, e);
            }
        }

        if (!string.Equals(builder.Root, "status", StringComparison.OrdinalIgnoreCase))
        {
            throw new StatusFileException(
                StatusFileException.NotAStatus, name, $"'{name}' is XML, but begins with <{builder.Root}>, not <status>.");
        }

        if (!builder.HasFile)
        {
            throw new StatusFileException(
                StatusFileException.Incomplete, name, $"'{name}' is a status without a <file> element.");
        }

        return builder.File;
    }

    /// <summary>Reads from the stream's position to its end, and no further than the limit; leaves it open.</summary>
    /// <exception cref="StatusFileException">As for <see cref="Read"/>.</exception>
    public static async Task<StatusFile> ReadAsync(Stream stream, string name, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[4096];
        int length = 0;
        while (true)
        {
            int read = await stream.ReadAsync(buffer, length, buffer.Length - length, cancellationToken)
                .ConfigureAwait(false);
            if (read == 0)
            {
                break;
            }

            length += read;
            if (length > MaximumSize)
            {
                throw TooLarge(name);
            }

            if (length == buffer.Length)
            {
                Array.Resize(ref buffer, buffer.Length * 2);
            }
        }

        Array.Resize(ref buffer, length);
        return Read(buffer, name);
    }

    internal static StatusFileException TooLarge(string name) => new(
        StatusFileException.TooLarge, name,
        $"'{name}' is larger than {MaximumSize} bytes, which no status file is; it was not read.");

    // The platform names the cause of an XmlException only in its own language, so the text decides.
    private static StatusFileException NotReadable(string xml, string name, string? root, XmlException e)
    {
        if (xml.Trim().Length == 0)
        {
            return new StatusFileException(StatusFileException.Malformed, name, $"'{name}' is empty.", null, e);
        }

        if (root is null && xml.IndexOf("<!DOCTYPE", StringComparison.Ordinal) >= 0)
        {
            return new StatusFileException(
                StatusFileException.HasDtd, name,
                $"'{name}' holds a document type declaration; the gateway sends none, so it was not read.",
                null, e);
        }

        return new StatusFileException(
            StatusFileException.Malformed, name,
            $"'{name}' is damaged or cut short at line {e.LineNumber}, position {e.LinePosition}.", null, e);
    }
}
