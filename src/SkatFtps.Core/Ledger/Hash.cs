using System.Security.Cryptography;
using System.Text;

namespace SkatFtps.Ledger;

internal static class Hash
{
    /// <summary>Lower-case hexadecimal.</summary>
    public static string Sha256(byte[] content)
    {
        using SHA256 sha = SHA256.Create();
        byte[] hash = sha.ComputeHash(content);
        var text = new StringBuilder(hash.Length * 2);
        foreach (byte value in hash)
        {
            text.Append(value.ToString("x2", System.Globalization.CultureInfo.InvariantCulture));
        }

        return text.ToString();
    }
}
