using System;
using System.IO;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Text;

namespace SkatFtps.Preflight;

/// <summary>The encoding that an XML file is in, and the one that it declares (XML 1.0, 4.3.3 and appendix F).</summary>
internal sealed class XmlEncoding
{
    // The declaration and, as a rule, a DTD begin in here.
    private const int HeadLength = 4096;

    private XmlEncoding(Encoding actual, string? declared, string head, bool isMarked)
    {
        Actual = actual;
        Declared = declared;
        HasDocumentType = head.IndexOf("<!DOCTYPE", StringComparison.Ordinal) >= 0;
        bool wide = actual is UnicodeEncoding;
        bool saysWide = declared is not null && declared.StartsWith("UTF-16", StringComparison.OrdinalIgnoreCase);
        bool saysUtf8 = declared is null || declared.Equals("UTF-8", StringComparison.OrdinalIgnoreCase);
        bool differs = declared is not null && (wide ? !saysWide : saysWide || (isMarked && !saysUtf8));
        Mismatch = differs
            ? $"The document declares {declared} and is"
                + $" {(wide ? "UTF-16" : isMarked ? "UTF-8, by its byte order mark" : "in an encoding of single bytes")}."
            : null;
    }

    /// <summary>What to read the file with; strict where the encoding can be broken.</summary>
    public Encoding Actual { get; }

    /// <summary>Null when the document declares none, which means UTF-8.</summary>
    public string? Declared { get; }

    /// <summary>The declaration contradicts how the file begins; else null.</summary>
    public string? Mismatch { get; }

    public bool HasDocumentType { get; }

    /// <summary>Reads the file's beginning and leaves it behind the byte order mark, if there is one.</summary>
    public static async Task<XmlEncoding> OfAsync(Stream file, CancellationToken stop)
    {
        var head = new byte[HeadLength];
        int length = 0;
        int count;
        while (length < head.Length && (count = await file.ReadAsync(head, length, head.Length - length, stop).ConfigureAwait(false)) > 0)
        {
            length += count;
        }

        (Encoding? wide, int mark) = Marked(head, length);
        file.Position = mark;
        string text = (wide ?? Encodings.Latin1).GetString(head, mark, length - mark);
        string? declared = XmlDeclaration.EncodingIn(text);
        Encoding said = XmlDeclaration.IsUnicode(declared) ? Encodings.StrictUtf8 : XmlDeclaration.Named(declared!, strict: true);
        return new XmlEncoding(wide ?? said, declared, text, isMarked: mark > 0);
    }

    // The encoding that the first bytes give away, and the length of the byte order mark.
    private static (Encoding? Encoding, int Mark) Marked(byte[] head, int length)
    {
        if (length >= 3 && head[0] == 0xEF && head[1] == 0xBB && head[2] == 0xBF)
        {
            return (Encodings.StrictUtf8, 3);
        }

        if (length < 2)
        {
            return (null, 0);
        }

        return (head[0], head[1]) switch
        {
            (0xFF, 0xFE) => (new UnicodeEncoding(false, false, true), 2),
            (0xFE, 0xFF) => (new UnicodeEncoding(true, false, true), 2),
            ((byte)'<', 0) => (new UnicodeEncoding(false, false, true), 0),
            (0, (byte)'<') => (new UnicodeEncoding(true, false, true), 0),
            _ => (null, 0),
        };
    }
}
