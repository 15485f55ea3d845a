using System;
using SkatFtps.Text;

namespace SkatFtps.Ftp;

/// <summary>
/// A name as the server spells it: the text for people and the original bytes for the next command.
/// A service folder may hold an Ø in an encoding that the server never announced; only its own bytes open it again.
/// </summary>
public sealed class FtpName : IEquatable<FtpName>
{
    private readonly byte[] _bytes;
    private string? _text;

    private FtpName(byte[] bytes, string? text)
    {
        _bytes = bytes;
        _text = text;
    }

    /// <summary>The decoded name; may hold control characters, escape it before it is shown.</summary>
    public string Text => _text ??= FtpText.Decode(_bytes);

    internal byte[] Bytes => _bytes;

    /// <summary>A name from the server; decoded when somebody asks, which of most names in a long listing nobody does.</summary>
    public static FtpName FromBytes(byte[] bytes) => new(bytes, null);

    /// <summary>A name of ours; sent as UTF-8.</summary>
    public static FtpName FromText(string text) => new(FtpText.Encode(text), text);

    public bool Equals(FtpName? other) => other is not null && SkatFtps.Text.Bytes.AreSame(_bytes, other._bytes);

    public override bool Equals(object? obj) => Equals(obj as FtpName);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Text);

    public override string ToString() => Printable.Escape(Text);
}
