using System;
using System.Text;
using SkatFtps.Text;

namespace SkatFtps.Certificates;

/// <summary>Tells from a file's bytes, without any password, whether it is a p12 (RFC 7292) and what else it may be.</summary>
internal static class Pkcs12File
{
    // PBES2, 1.2.840.113549.1.5.13, as it stands in DER.
    private static readonly byte[] Pbes2 =
        [0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x05, 0x0D];

    // INTEGER 3, a p12's version.
    private static readonly byte[] Version = [0x02, 0x01, 0x03];

    // The length of an outer SEQUENCE follows its tag in at most five bytes.
    private const int LongestHeader = 6;

    /// <summary>What keeps the file from being a p12, and the case of its advice, or null when it is one.</summary>
    public static (string Fact, string? Case)? FindProblem(byte[] bytes)
    {
        if (bytes.Length == 0)
        {
            return ("is empty", "Empty");
        }

        if (Encoding.ASCII.GetString(bytes, 0, Math.Min(bytes.Length, 4096)).Contains("-----BEGIN "))
        {
            return ("is a PEM file, not a p12", "Pem");
        }

        if (bytes.Length >= 4 && bytes[0] == 0xFE && bytes[1] == 0xED && bytes[2] == 0xFE && bytes[3] == 0xED)
        {
            return ("is a Java key store, not a p12", "Jks");
        }

        int header = HeaderLength(bytes);
        if (header < 0)
        {
            return ("is not a p12", null);
        }

        if (!Matches(bytes, header, Version))
        {
            return ("is a certificate alone, or another file in DER, not a p12", "Der");
        }

        return IsCutShort(bytes, header) ? ("is a p12 that is cut short", "Cut") : null;
    }

    /// <summary>
    /// Whether keys or certificates are encrypted with PBES2, usually AES. Windows before 10 version 1709 and Server
    /// 2019 cannot read that and says that the password is wrong.
    /// </summary>
    public static bool UsesPbes2(byte[] bytes)
    {
        for (int i = 0; i <= bytes.Length - Pbes2.Length; i++)
        {
            if (Matches(bytes, i, Pbes2))
            {
                return true;
            }
        }

        return false;
    }

    // Java's tools write the outermost length as indefinite (0x80), which is BER.
    private static int HeaderLength(byte[] bytes)
    {
        if (bytes.Length < LongestHeader || bytes[0] != DerReader.Sequence)
        {
            return -1;
        }

        int count = bytes[1] < 0x80 ? 0 : bytes[1] & 0x7F;
        return count <= 4 ? 2 + count : -1;
    }

    private static bool IsCutShort(byte[] bytes, int header)
    {
        if (bytes[1] == 0x80)
        {
            return false;
        }

        long length = header == 2 ? bytes[1] : 0;
        for (int i = 2; i < header; i++)
        {
            length = (length << 8) | bytes[i];
        }

        return length > bytes.Length - header;
    }

    private static bool Matches(byte[] bytes, int offset, byte[] expected) =>
        expected.Length <= bytes.Length - offset && Bytes.AreSame(bytes, offset, expected, 0, expected.Length);
}
