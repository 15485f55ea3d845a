using System.Text;

namespace SkatFtps.Text;

/// <summary>The two encodings in which names and files come whatever was agreed.</summary>
internal static class Encodings
{
    /// <summary>ISO 8859-1: a character for every byte.</summary>
    public static readonly Encoding Latin1 = Encoding.GetEncoding("iso-8859-1");

    /// <summary>Writes no byte order mark, and fails on what is no UTF-8.</summary>
    public static readonly Encoding StrictUtf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>UTF-8 where all of it is valid; a single invalid sequence makes the whole run Latin-1.</summary>
    public static string Decode(byte[] bytes, int offset, int count)
    {
        try
        {
            return StrictUtf8.GetString(bytes, offset, count);
        }
        catch (DecoderFallbackException)
        {
            return Latin1.GetString(bytes, offset, count);
        }
    }
}
