using System;
using System.Collections.Generic;
using SkatFtps.Text;

namespace SkatFtps.Ftp;

/// <summary>One reply of the server (RFC 959, 4.2): a three-digit code and its lines of text.</summary>
public sealed class FtpReply
{
    internal FtpReply(int code, IReadOnlyList<byte[]> rawLines)
    {
        Code = code;
        RawLines = rawLines;
        var lines = new string[rawLines.Count];
        for (int i = 0; i < lines.Length; i++)
        {
            lines[i] = Printable.Escape(FtpText.Decode(rawLines[i]));
        }

        Lines = lines;
    }

    /// <summary>100 to 599.</summary>
    public int Code { get; }

    /// <summary>The text of each line without the code, control characters escaped.</summary>
    public IReadOnlyList<string> Lines { get; }

    /// <summary>All lines in one, separated by a blank.</summary>
    public string Text => string.Join(" ", Lines).Trim();

    /// <summary>The server has more to say to this command (1yz).</summary>
    public bool IsPreliminary => Code < 200;

    /// <summary>2yz.</summary>
    public bool IsCompletion => Code is >= 200 and < 300;

    /// <summary>4yz or 5yz: the command was not carried out.</summary>
    public bool IsRefusal => Code >= 400;

    internal IReadOnlyList<byte[]> RawLines { get; }

    public override string ToString() => Code + " " + Text;

    /// <summary>The same reply without a secret that the server echoes.</summary>
    internal FtpReply Without(string secret)
    {
        var lines = new byte[RawLines.Count][];
        for (int i = 0; i < lines.Length; i++)
        {
            lines[i] = SecretMask.Apply(RawLines[i], secret);
        }

        return new FtpReply(Code, lines);
    }

    internal bool Mentions(params string[] words)
    {
        string text = Text;
        return Array.Exists(words, word => text.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0);
    }
}
