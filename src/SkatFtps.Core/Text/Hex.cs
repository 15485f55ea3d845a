using System;
using System.IO;
using System.Security.Cryptography;

namespace SkatFtps.Text;

/// <summary>Bytes as hexadecimal digits, two a byte, in upper case.</summary>
internal static class Hex
{
    public static string Of(byte[] bytes) => BitConverter.ToString(bytes).Replace("-", string.Empty);

    /// <summary>The SHA-256 of a content.</summary>
    public static string Sha256(byte[] content)
    {
        using SHA256 sha = SHA256.Create();
        return Of(sha.ComputeHash(content));
    }

    /// <summary>The SHA-256 from the stream's position to its end.</summary>
    public static string Sha256(Stream content)
    {
        using SHA256 sha = SHA256.Create();
        return Of(sha.ComputeHash(content));
    }
}
