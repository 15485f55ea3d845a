using System.Text;
using SkatFtps.Text;

namespace SkatFtps.Ftp;

/// <summary>Text on the control connection: UTF-8 where it is valid, else Latin-1 (RFC 2640, 3.1 and its fallback).</summary>
internal static class FtpText
{
    /// <summary>Decodes bytes of a server: strictly as UTF-8; a single invalid sequence makes the whole run Latin-1.</summary>
    public static string Decode(byte[] bytes, int offset, int count) => Encodings.Decode(bytes, offset, count);

    public static string Decode(byte[] bytes) => Decode(bytes, 0, bytes.Length);

    /// <summary>
    /// Encodes what we send. Names that a server listed go back as their original bytes instead, see <see cref="FtpName"/>.
    /// </summary>
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
            throw new FtpsException(FtpsFailure.CommandInvalid, "The text holds half a character (an unpaired surrogate), which cannot"
                + " be sent; nothing was sent.")
            {
                SessionUsable = true,
            };
        }
    }
}
