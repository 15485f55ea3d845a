using System.Collections.Generic;

namespace SkatFtps.Status;

/// <summary>
/// What a status file says, element by element, unjudged (guide, "Status file format"). A null was not in the file;
/// an empty string was, without text. Text is trimmed.
/// </summary>
public sealed class StatusFile
{
    private readonly List<string> _filePaths = [];
    private readonly List<string> _responsePaths = [];
    private readonly List<KeyValuePair<string, string>> _others = [];

    internal StatusFile(string xml) => Xml = xml;

    /// <summary>Each <c>file/filename</c>: the uploaded file's path on the server, empty when nothing was uploaded.</summary>
    public IReadOnlyList<string> FilePaths => _filePaths;

    /// <summary>Each <c>response/filename</c> that has text: a path on the server, not fit for local use.</summary>
    public IReadOnlyList<string> ResponsePaths => _responsePaths;

    public string? FtpTransaktionsId { get; internal set; }

    public string? SkatTransaktionsId { get; internal set; }

    /// <summary>As written; <see cref="StatusTimestamp"/> reads it.</summary>
    public string? TimestampText { get; internal set; }

    /// <summary><c>status.code</c>: documented as OK or ERROR, sent as a sentence.</summary>
    public string? StatusText { get; internal set; }

    public string? Service { get; internal set; }

    public string? ErrorCode { get; internal set; }

    public string? ErrorMessage { get; internal set; }

    public string? ErrorResolution { get; internal set; }

    /// <summary>Every other element or attribute with its path, <c>status/file/antal</c>, in the file's order.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Others => _others;

    /// <summary>The whole file as text, without its byte order mark.</summary>
    public string Xml { get; }

    internal void AddFilePath(string path) => _filePaths.Add(path);

    internal void AddResponsePath(string path) => _responsePaths.Add(path);

    internal void AddOther(string path, string text) => _others.Add(new KeyValuePair<string, string>(path, text));
}
