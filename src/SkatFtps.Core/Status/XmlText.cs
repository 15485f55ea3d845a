using System;
using System.Text;

namespace SkatFtps.Status;

/// <summary>Turns an XML file's bytes into text (XML 1.0, appendix F), without ever failing.</summary>
internal static class XmlText
{
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);
    private static readonly Encoding Latin1 = Encoding.GetEncoding("iso-8859-1");

    // An XML declaration is shorter than this, or it is not one.
    private const int DeclarationLimit = 200;

    public static string Decode(byte[] bytes)
    {
        if (StartsWith(bytes, 0xEF, 0xBB, 0xBF))
        {
            return DecodeUtf8(bytes, 3);
        }

        if (StartsWith(bytes, 0xFF, 0xFE))
        {
            return Encoding.Unicode.GetString(bytes, 2, bytes.Length - 2);
        }

        if (StartsWith(bytes, 0xFE, 0xFF))
        {
            return Encoding.BigEndianUnicode.GetString(bytes, 2, bytes.Length - 2);
        }

        if (StartsWith(bytes, (byte)'<', 0))
        {
            return Encoding.Unicode.GetString(bytes);
        }

        if (StartsWith(bytes, 0, (byte)'<'))
        {
            return Encoding.BigEndianUnicode.GetString(bytes);
        }

        string? declared = DeclaredEncoding(bytes);
        return declared is null || declared.StartsWith("UTF", StringComparison.OrdinalIgnoreCase)
            ? DecodeUtf8(bytes, 0)
            : Named(declared).GetString(bytes);
    }

    // A backend that writes Latin-1 under a UTF-8 declaration is met with leniency: the letters of an error text are
    // not worth losing the status for. Latin-1 has a character for every byte.
    private static string DecodeUtf8(byte[] bytes, int offset)
    {
        try
        {
            return StrictUtf8.GetString(bytes, offset, bytes.Length - offset);
        }
        catch (DecoderFallbackException)
        {
            return Latin1.GetString(bytes, offset, bytes.Length - offset);
        }
    }

    // .NET without its code page provider does not know windows-1252; Latin-1 differs only in quotation marks.
    private static Encoding Named(string name)
    {
        try
        {
            return Encoding.GetEncoding(name);
        }
        catch (ArgumentException)
        {
            return Latin1;
        }
    }

    private static string? DeclaredEncoding(byte[] bytes)
    {
        if (!StartsWith(bytes, (byte)'<', (byte)'?', (byte)'x', (byte)'m', (byte)'l'))
        {
            return null;
        }

        string head = Latin1.GetString(bytes, 0, Math.Min(bytes.Length, DeclarationLimit));
        int end = head.IndexOf("?>", StringComparison.Ordinal);
        int key = end < 0 ? -1 : head.IndexOf("encoding", 0, end, StringComparison.Ordinal);
        int open = key < 0 ? -1 : head.IndexOfAny(['"', '\''], key, end - key);
        int close = open < 0 ? -1 : head.IndexOf(head[open], open + 1, end - open - 1);
        return close < 0 ? null : head.Substring(open + 1, close - open - 1);
    }

    private static bool StartsWith(byte[] bytes, params byte[] start)
    {
        if (bytes.Length < start.Length)
        {
            return false;
        }

        for (int i = 0; i < start.Length; i++)
        {
            if (bytes[i] != start[i])
            {
                return false;
            }
        }

        return true;
    }
}
