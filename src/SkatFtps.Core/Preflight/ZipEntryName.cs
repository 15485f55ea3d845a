using System;
using System.Text;
using SkatFtps.Text;

namespace SkatFtps.Preflight;

/// <summary>What a ZIP's directory says of one file in it.</summary>
internal sealed class ZipEntryName
{
    public ZipEntryName(byte[] name, int flags, int method)
    {
        IsEncrypted = (flags & 0x1) != 0;
        IsPacked = method is not (0 or 8);
        bool isAscii = Array.TrueForAll(name, b => b < 0x80);
        bool saysUtf8 = (flags & 0x800) != 0;
        try
        {
            Name = Encodings.StrictUtf8.GetString(name);
        }
        catch (DecoderFallbackException)
        {
            // IBM 437, the specification's other encoding, is not everywhere; its letters only appear in messages.
            Name = Encodings.Latin1.GetString(name);
            saysUtf8 = false;
        }

        IsUtf8 = isAscii || saysUtf8;
    }

    public string Name { get; }

    /// <summary>The name is ASCII, or UTF-8 and marked so (APPNOTE, appendix D).</summary>
    public bool IsUtf8 { get; }

    public bool IsEncrypted { get; }

    /// <summary>Packed in another way than deflate.</summary>
    public bool IsPacked { get; }
}
