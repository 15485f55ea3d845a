using System;
using System.Text;
using System.Xml;

namespace SkatFtps.Status;

/// <summary>
/// Walks the elements once and files each text under its name. Names are compared without case, for the guide's table
/// and its examples disagree; prefixes do not count.
/// </summary>
internal sealed class StatusFileBuilder(string xml)
{
    // A status file is four deep. The limit keeps the paths of hostile nesting from growing without bound.
    private const int MaximumDepth = 32;

    private readonly string[] _names = new string[MaximumDepth];
    private readonly StringBuilder _text = new();
    private int _files;

    public StatusFile File { get; } = new(xml);

    public string? Root { get; private set; }

    public bool HasFile => _files > 0;

    /// <exception cref="XmlException">Not well-formed, or nested too deeply.</exception>
    public void ReadAll(XmlReader reader)
    {
        bool leaf = false;
        while (reader.Read())
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    KeepStrayText(reader.Depth);
                    Enter(reader);
                    leaf = true;
                    if (reader.IsEmptyElement)
                    {
                        Leave(reader.Depth, string.Empty);
                        leaf = false;
                    }

                    break;

                case XmlNodeType.Text:
                case XmlNodeType.CDATA:
                case XmlNodeType.SignificantWhitespace:
                    _text.Append(reader.Value);
                    break;

                case XmlNodeType.EndElement when leaf:
                    Leave(reader.Depth, TakeText());
                    leaf = false;
                    break;

                case XmlNodeType.EndElement:
                    KeepStrayText(reader.Depth + 1);
                    break;
            }
        }
    }

    private void Enter(XmlReader reader)
    {
        int depth = reader.Depth;
        if (depth >= MaximumDepth)
        {
            throw new XmlException(
                "Nested too deeply.", null, ((IXmlLineInfo)reader).LineNumber, ((IXmlLineInfo)reader).LinePosition);
        }

        _names[depth] = reader.LocalName;
        if (depth == 0)
        {
            Root = reader.LocalName;
        }
        else if (depth == 1 && Is(reader.LocalName, "file"))
        {
            _files++;
        }

        if (!reader.HasAttributes)
        {
            return;
        }

        while (reader.MoveToNextAttribute())
        {
            File.AddOther(PathTo(depth) + "/@" + reader.LocalName, reader.Value);
        }

        reader.MoveToElement();
    }

    private void Leave(int depth, string text)
    {
        // A second <file> is not documented. Its elements are kept, but do not overwrite the first's.
        bool known = _files == 1 && depth is 2 or 3 && Is(_names[1], "file")
            && (depth == 2 ? SetFileElement(_names[2], text) : SetNested(_names[2], _names[3], text));
        if (!known && (text.Length > 0 || depth > 1))
        {
            File.AddOther(PathTo(depth), text);
        }
    }

    private bool SetFileElement(string name, string text)
    {
        if (Is(name, "filename"))
        {
            File.AddFilePath(text);
            return true;
        }

        if ((Is(name, "FTPTransaktionsId") || Is(name, "FTPTransactionId")) && File.FtpTransaktionsId is null)
        {
            File.FtpTransaktionsId = text;
        }
        else if ((Is(name, "SKATTransactionId") || Is(name, "SKATTransaktionsId")) && File.SkatTransaktionsId is null)
        {
            File.SkatTransaktionsId = text;
        }
        else if (Is(name, "timestamp") && File.TimestampText is null)
        {
            File.TimestampText = text;
        }
        else if (Is(name, "status.code") && File.StatusText is null)
        {
            File.StatusText = text;
        }
        else if (Is(name, "service") && File.Service is null)
        {
            File.Service = text;
        }
        else
        {
            return Is(name, "response") || Is(name, "error");
        }

        return true;
    }

    private bool SetNested(string parent, string name, string text)
    {
        if (Is(parent, "response") && Is(name, "filename"))
        {
            if (text.Length > 0)
            {
                File.AddResponsePath(text);
            }

            return true;
        }

        if (!Is(parent, "error"))
        {
            return false;
        }

        if (Is(name, "error.code") && File.ErrorCode is null)
        {
            File.ErrorCode = text;
        }
        else if (Is(name, "error.message") && File.ErrorMessage is null)
        {
            File.ErrorMessage = text;
        }
        else if (Is(name, "error.resolution") && File.ErrorResolution is null)
        {
            File.ErrorResolution = text;
        }
        else
        {
            return false;
        }

        return true;
    }

    private void KeepStrayText(int depth)
    {
        string text = TakeText();
        if (text.Length > 0)
        {
            File.AddOther(PathTo(depth - 1), text);
        }
    }

    private string TakeText()
    {
        if (_text.Length == 0)
        {
            return string.Empty;
        }

        string text = _text.ToString().Trim();
        _text.Clear();
        return text;
    }

    private string PathTo(int depth) => string.Join("/", _names, 0, depth + 1);

    private static bool Is(string name, string expected) =>
        string.Equals(name, expected, StringComparison.OrdinalIgnoreCase);
}
