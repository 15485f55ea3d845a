using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace SkatFtps.Ledger;

/// <summary>One object as one line of JSON (RFC 8259). Nulls are left out; what is not ASCII is escaped.</summary>
internal sealed class JsonLine
{
    private readonly StringBuilder _text = new("{");

    public JsonLine(string kind) => Add("kind", kind);

    public JsonLine Add(string name, object? value)
    {
        if (value is null)
        {
            return this;
        }

        if (_text.Length > 1)
        {
            _text.Append(',');
        }

        Quote(name);
        _text.Append(':');
        Write(value);
        return this;
    }

    public override string ToString() => _text.ToString() + "}";

    private void Write(object value)
    {
        switch (value)
        {
            case string text:
                Quote(text);
                break;
            case bool flag:
                _text.Append(flag ? "true" : "false");
                break;
            case int or long:
                _text.Append(Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
            case DateTimeOffset time:
                Quote(time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
                break;
            case byte[] bytes:
                Quote(Convert.ToBase64String(bytes));
                break;
            case IReadOnlyList<string> list:
                _text.Append('[');
                for (int i = 0; i < list.Count; i++)
                {
                    if (i > 0)
                    {
                        _text.Append(',');
                    }

                    Quote(list[i]);
                }

                _text.Append(']');
                break;
            default:
                Quote(value.ToString() ?? "");
                break;
        }
    }

    private void Quote(string text)
    {
        _text.Append('"');
        foreach (char c in text)
        {
            if (c is '"' or '\\')
            {
                _text.Append('\\').Append(c);
            }
            else if (c is < ' ' or > '~')
            {
                _text.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
            }
            else
            {
                _text.Append(c);
            }
        }

        _text.Append('"');
    }
}
