using System;

namespace SkatFtps.Simulator.Folders;

/// <summary>One STOR that the gateway accepted with 150, whatever came of it.</summary>
/// <param name="Index">Counts from 1.</param>
/// <param name="Time">When the transfer ended, on the gateway's clock.</param>
/// <param name="Session">Which control connection, counted from 1.</param>
/// <param name="UserName">Who sent it.</param>
/// <param name="Service">The folder.</param>
/// <param name="Name">The file's name as sent.</param>
/// <param name="Bytes">How many bytes arrived; 0 when no data connection was made.</param>
/// <param name="Sha256">Of the bytes as they came over the wire, in lower-case hexadecimal.</param>
/// <param name="Type">The TYPE in force, A or I.</param>
/// <param name="Cut">True when the data connection did not end with close_notify, or was never made.</param>
/// <param name="Reused">True when the user had used this name before.</param>
/// <param name="Resumed">True when the data connection resumed a TLS session.</param>
public sealed record UploadedFile(
    int Index, DateTimeOffset Time, int Session, string UserName, string Service, string Name,
    long Bytes, string Sha256, char Type, bool Cut, bool Reused, bool Resumed)
{
    /// <summary>The bytes, or null when there were more than the gateway keeps.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public byte[]? Content { get; init; }

    /// <summary>Null when nothing looked into it.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    internal Judging.ContentVerdict? Verdict { get; init; }
}
