using System;
using System.Text;

namespace SkatFtps.Text;

/// <summary>What the declaration in front of an XML document says (XML 1.0, 2.8 and 4.3.3).</summary>
internal static class XmlDeclaration
{
    /// <summary>The encoding that it names, as it spells it.</summary>
    /// <param name="head">The beginning of the document.</param>
    /// <returns>Null where there is no declaration, or none that names an encoding.</returns>
    public static string? EncodingIn(string head)
    {
        int end = head.StartsWith("<?xml", StringComparison.Ordinal) ? head.IndexOf("?>", StringComparison.Ordinal) : -1;
        int key = end < 0 ? -1 : head.IndexOf("encoding", 0, end, StringComparison.Ordinal);
        int open = key < 0 ? -1 : head.IndexOfAny(['"', '\''], key, end - key);
        int close = open < 0 ? -1 : head.IndexOf(head[open], open + 1, end - open - 1);
        return close < 0 ? null : head.Substring(open + 1, close - open - 1);
    }

    /// <summary>Null stands for UTF-8, which a document without a declaration is in.</summary>
    public static bool IsUnicode(string? name) => name is null || name.StartsWith("UTF", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// The encoding of that name. .NET without its code page provider does not know windows-1252 and the like; Latin-1, which reads any
    /// byte, stands in for them.
    /// </summary>
    /// <param name="name">As a document spells it.</param>
    /// <param name="strict">Whether reading fails on bytes that the encoding does not know, or puts a mark in their place.</param>
    public static Encoding Named(string name, bool strict)
    {
        try
        {
            return strict
                ? Encoding.GetEncoding(name, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)
                : Encoding.GetEncoding(name);
        }
        catch (ArgumentException)
        {
            return Encodings.Latin1;
        }
    }
}
