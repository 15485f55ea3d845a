using System.Text;

namespace SkatFtps.Text;

/// <summary>What a server, a file or a user says, as it may be shown.</summary>
internal static class Printable
{
    /// <summary>Shows control characters (C0, DEL, C1, line and bidirectional marks) as escapes, so that a server cannot write to a terminal.</summary>
    public static string Escape(string text)
    {
        int i = 0;
        while (i < text.Length && !IsUnsafe(text[i]))
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
            if (!IsUnsafe(c))
            {
                escaped.Append(c);
            }
            else if (c <= '\u00ff')
            {
                escaped.Append("\\x").Append(((int)c).ToString("X2"));
            }
            else
            {
                escaped.Append("\\u").Append(((int)c).ToString("X4"));
            }
        }

        return escaped.ToString();
    }

    private static bool IsUnsafe(char c) =>
        c < ' ' || (c >= '\u007f' && c <= '\u009f') || c == '\u2028' || c == '\u2029' ||
        (c >= '\u202a' && c <= '\u202e') || (c >= '\u2066' && c <= '\u2069');
}
