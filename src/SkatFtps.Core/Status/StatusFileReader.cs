using System;
using System.IO;
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
