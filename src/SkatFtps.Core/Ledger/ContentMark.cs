namespace SkatFtps.Ledger;

/// <summary>
/// What tells one content from another before it travels. Equal contents have equal keys; for a large file the key is made of its length,
/// beginning and end, so that the whole need be read beforehand only where an earlier submission has the same key.
/// </summary>
public sealed class ContentMark
{
    /// <summary>Bytes: up to here the key is the SHA-256 of the whole.</summary>
    public const long WholeUpTo = 4 * 1024 * 1024;

    private ContentMark(long length, string key, string? sha256)
    {
        Length = length;
        Key = key.ToLowerInvariant();
        Sha256 = sha256?.ToLowerInvariant();
    }

    /// <summary>Bytes.</summary>
    public long Length { get; }

    /// <summary>Lower-case hexadecimal.</summary>
    public string Key { get; }

    /// <summary>Lower-case hexadecimal; null where it is computed as the file travels.</summary>
    public string? Sha256 { get; }

    /// <summary>A content that was read to its end.</summary>
    /// <param name="length">Bytes.</param>
    /// <param name="sha256">Of the whole, hexadecimal.</param>
    public static ContentMark OfWhole(long length, string sha256) => new(length, sha256, sha256);

    /// <summary>A large content.</summary>
    /// <param name="length">Bytes; above <see cref="WholeUpTo"/>.</param>
    /// <param name="key">Made of its length, beginning and end, hexadecimal.</param>
    /// <param name="sha256">Of the whole, or null where it is not known yet.</param>
    public static ContentMark OfLarge(long length, string key, string? sha256) => new(length, key, sha256);
}
