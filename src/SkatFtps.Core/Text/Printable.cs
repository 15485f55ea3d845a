using System.Text;

namespace SkatFtps.Text;

/// <summary>
/// What others wrote - a server, a file, a driver - as a person may see it: nothing in it steers a terminal or turns the order of what is
/// read.
/// </summary>
public static class Printable
{
    /// <summary>
    /// Control characters (C0, DEL, C1), the line and paragraph separators, and all that Unicode has to turn the direction of text: marks,
    /// embeddings, overrides, isolates (UAX 9).
    /// </summary>
    public static bool IsUnsafe(char c) =>
        c < ' ' || c is (>= '\u007f' and <= '\u009f')
            or '\u061c' or '\u200e' or '\u200f' or '\u2028' or '\u2029' or (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069');

    /// <summary>Shows them as escapes: <c>\x1B</c>, <c>\u202E</c>.</summary>
    public static string Escape(string text) => Escape(text, keepLines: false);

    /// <summary>
    /// As <see cref="Escape(string)"/>, but leaves line feeds, for texts of several lines; a carriage return before one goes.
    /// </summary>
    public static string EscapeLines(string text) => Escape(text.Replace("\r\n", "\n"), keepLines: true);

    private static string Escape(string text, bool keepLines)
    {
        int i = 0;
        while (i < text.Length && !MustEscape(text[i]))
        {
            i++;
        }

        if (i == text.Length)
        {
            return text;
        }

        var escaped = new StringBuilder(text, 0, i, text.Length + 16);
        for (; i < text.Length; i++)
        {
            char c = text[i];
            if (!MustEscape(c))
            {
                escaped.Append(c);
            }
            else
            {
                _ = c <= '\u00ff'
                    ? escaped.Append("\\x").Append(((int)c).ToString("X2"))
                    : escaped.Append("\\u").Append(((int)c).ToString("X4"));
            }
        }

        return escaped.ToString();

        bool MustEscape(char c) => IsUnsafe(c) && !(keepLines && c == '\n');
    }
}
