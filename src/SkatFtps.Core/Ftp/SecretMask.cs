using System.Collections.Generic;

namespace SkatFtps.Ftp;

/// <summary>Takes a secret out of bytes before they are decoded: text would hide it behind escapes or another encoding.</summary>
internal static class SecretMask
{
    /// <summary>The bytes with the secret, as UTF-8 or as Latin-1, replaced by four stars.</summary>
    public static byte[] Apply(byte[] line, string secret)
    {
        byte[] masked = Replace(line, FtpText.Encode(secret));
        var latin1 = new byte[secret.Length];
        for (int i = 0; i < latin1.Length; i++)
        {
            if (secret[i] > 255)
            {
                return masked;
            }

            latin1[i] = (byte)secret[i];
        }

        return Replace(masked, latin1);
    }

    private static byte[] Replace(byte[] line, byte[] secret)
    {
        var masked = new List<byte>(line.Length);
        int at = 0;
        while (at < line.Length)
        {
            if (StartsWith(line, at, secret))
            {
                masked.AddRange(new[] { (byte)'*', (byte)'*', (byte)'*', (byte)'*' });
                at += secret.Length;
            }
            else
            {
                masked.Add(line[at++]);
            }
        }

        return masked.ToArray();
    }

    private static bool StartsWith(byte[] line, int at, byte[] secret)
    {
        if (secret.Length == 0 || line.Length - at < secret.Length)
        {
            return false;
        }

        for (int i = 0; i < secret.Length; i++)
        {
            if (line[at + i] != secret[i])
            {
                return false;
            }
        }

        return true;
    }
}
