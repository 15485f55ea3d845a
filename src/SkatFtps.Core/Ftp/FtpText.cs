using System.Text;
using SkatFtps.Text;

namespace SkatFtps.Ftp;

/// <summary>Text on the control connection: UTF-8 where it is valid, else Latin-1 (RFC 2640, 3.1 and its fallback).</summary>
internal static class FtpText
{
    /// <summary>Decodes bytes of a server: strictly as UTF-8; a single invalid sequence makes the whole run Latin-1.</summary>
    public static string Decode(byte[] bytes, int offset, int count) => Encodings.Decode(bytes, offset, count);

    public static string Decode(byte[] bytes) => Decode(bytes, 0, bytes.Length);

    /// <summary>Encodes what we send. Names that a server listed go back as their original bytes instead, see <see cref="FtpName"/>.</summary>
    /// <exception cref="FtpsException">CommandInvalid: half a surrogate pair, which has no encoding.</exception>
    public static byte[] Encode(string text)
    {
        try
        {
            return Encodings.StrictUtf8.GetBytes(text);
        }
        catch (EncoderFallbackException)
        {
            // Without the cause: it tells the character and where it stood, and the text may be a password.
            throw new FtpsException(FtpsFailure.CommandInvalid, "The text holds half a character (an unpaired surrogate), which cannot be sent; nothing was sent.")
            {
                SessionUsable = true,
            };
        }
    }

    /// <summary>Shows control characters (C0, DEL, C1, line and bidirectional marks) as escapes, so that a server cannot write to a terminal.</summary>
    public static string Escape(string text)
    {
        int i = 0;
        while (i < text.Length && !IsUnsafe(text[i]))
        {
            i++;
        }

        if (i == text.Length)
        {
            return text;
        }

        var escaped = new StringBuilder(text, 0, i, text.Length + 16);
        for (; i < text.Length; i++)
        {
            char c = text[i];
            if (!IsUnsafe(c))
            {
                escaped.Append(c);
            }
            else if (c <= '\u00ff')
            {
                escaped.Append("\\x").Append(((int)c).ToString("X2"));
            }
            else
            {
                escaped.Append("\\u").Append(((int)c).ToString("X4"));
            }
        }

        return escaped.ToString();
    }

    private static bool IsUnsafe(char c) =>
        c < ' ' || (c >= '\u007f' && c <= '\u009f') || c == '\u2028' || c == '\u2029' ||
        (c >= '\u202a' && c <= '\u202e') || (c >= '\u2066' && c <= '\u2069');
}
