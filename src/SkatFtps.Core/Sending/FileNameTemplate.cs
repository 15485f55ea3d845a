using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text;
using System.Threading;
using SkatFtps.Text;

namespace SkatFtps;

/// <summary>
/// Makes a name to send a file under, such as <c>{stem}-{yyyyMMddHHmmss}-{n}{ext}</c>: the local name without and with its extension,
/// a time in UTC (which no summer time repeats), and a number that this process gives once.
/// </summary>
public sealed class FileNameTemplate
{
    private static readonly HashSet<string> Given = new(StringComparer.OrdinalIgnoreCase);
    private static long _number;

    private readonly List<(string Text, bool IsPlaceholder)> _parts = new();

    private FileNameTemplate(string template) => Template = template;

    public string Template { get; }

    /// <exception cref="GatewayException">NameTemplateInvalid: a placeholder is not known, or nothing in it makes names unique.</exception>
    public static FileNameTemplate Parse(string template)
    {
        var parsed = new FileNameTemplate(template);
        bool unique = false;
        int at = 0;
        while (at < template.Length)
        {
            int open = template.IndexOfAny(new[] { '{', '}' }, at);
            if (open < 0)
            {
                open = template.Length;
            }

            if (open > at)
            {
                parsed._parts.Add((template.Substring(at, open - at), false));
            }

            if (open == template.Length)
            {
                break;
            }

            int close = template[open] == '{' ? template.IndexOf('}', open) : -1;
            string key = close < 0 ? string.Empty : template.Substring(open + 1, close - open - 1);
            if (!(key is "stem" or "ext" or "n" || IsTime(key)))
            {
                throw Invalid(
                    template, close < 0 ? "has a brace without its pair" : $"holds {{{Printable.Escape(key)}}}, which is not known");
            }

            unique |= key == "n" || IsTime(key);
            parsed._parts.Add((key, true));
            at = close + 1;
        }

        return unique ? parsed : throw Invalid(template, "holds neither {n} nor a time, so its names would not be unique");
    }

    /// <summary>Holds {n}: another name can always be made.</summary>
    internal bool IsCounted => _parts.Exists(part => part.IsPlaceholder && part.Text == "n");

    /// <summary>The name for one file.</summary>
    /// <param name="file">Gives {stem} and {ext}; it is not renamed.</param>
    /// <param name="now">Told in UTC.</param>
    /// <exception cref="GatewayException">NameTemplateInvalid: this process has given the same name before.</exception>
    public string NameFor(FileInfo file, DateTimeOffset now)
    {
        var name = new StringBuilder();
        foreach ((string text, bool isPlaceholder) in _parts)
        {
            name.Append(!isPlaceholder ? text : text switch
            {
                "stem" => Path.GetFileNameWithoutExtension(file.Name),
                "ext" => file.Extension,
                "n" => Interlocked.Increment(ref _number).ToString(CultureInfo.InvariantCulture),

                // One letter alone would be a standard format; with % it is what it says.
                _ => now.UtcDateTime.ToString(text.Length == 1 ? "%" + text : text, CultureInfo.InvariantCulture),
            });
        }

        string made = name.ToString();
        lock (Given)
        {
            return Given.Add(made) ? made : throw Invalid(Template, $"makes the name '{Printable.Escape(made)}' a second time");
        }
    }

    public override string ToString() => Template;

    private static bool IsTime(string key)
    {
        foreach (char c in key)
        {
            if ("yMdHmsf".IndexOf(c) < 0)
            {
                return false;
            }
        }

        return key.Length is > 0 and <= 24 && key.IndexOf("ffffffff", StringComparison.Ordinal) < 0;
    }

    internal static GatewayException Invalid(string template, string why) => new(
        "NameTemplateInvalid", $"The name template '{Printable.Escape(template)}' {why}. Nothing was sent.")
    {
        SafeToResend = true,
        SessionUsable = true,
    };
}
