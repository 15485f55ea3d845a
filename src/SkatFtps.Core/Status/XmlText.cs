using System;
using System.Text;
using SkatFtps.Text;

namespace SkatFtps.Status;

/// <summary>Turns an XML file's bytes into text (XML 1.0, appendix F), without ever failing.</summary>
internal static class XmlText
{
    // An XML declaration is shorter than this, or it is not one.
    private const int DeclarationLimit = 200;

    public static string Decode(byte[] bytes)
    {
        if (Bytes.BeginsWith(bytes, 0xEF, 0xBB, 0xBF))
        {
            return Encodings.Decode(bytes, 3, bytes.Length - 3);
        }

        if (Bytes.BeginsWith(bytes, 0xFF, 0xFE))
        {
            return Encoding.Unicode.GetString(bytes, 2, bytes.Length - 2);
        }

        if (Bytes.BeginsWith(bytes, 0xFE, 0xFF))
        {
            return Encoding.BigEndianUnicode.GetString(bytes, 2, bytes.Length - 2);
        }

        if (Bytes.BeginsWith(bytes, (byte)'<', 0))
        {
            return Encoding.Unicode.GetString(bytes);
        }

        if (Bytes.BeginsWith(bytes, 0, (byte)'<'))
        {
            return Encoding.BigEndianUnicode.GetString(bytes);
        }

        string? declared = XmlDeclaration.EncodingIn(Encodings.Latin1.GetString(bytes, 0, Math.Min(bytes.Length, DeclarationLimit)));

        // A backend that writes Latin-1 under a UTF-8 declaration is met with leniency: the letters of an error text are not worth
        // losing the status for.
        return XmlDeclaration.IsUnicode(declared)
            ? Encodings.Decode(bytes, 0, bytes.Length)
            : XmlDeclaration.Named(declared!, strict: false).GetString(bytes);
    }
}
