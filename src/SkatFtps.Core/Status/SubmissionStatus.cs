using System;
using System.Collections.Generic;
using SkatFtps.Errors;
using SkatFtps.Receiving;
using SkatFtps.Status;

namespace SkatFtps;

/// <summary>
/// One status file as a user receives it. A null was not in the file. The pair of <see cref="FtpTransaktionsId"/> and
/// <see cref="Service"/> says which upload it is about; several with the same step are possible.
/// </summary>
public sealed class SubmissionStatus
{
    private SubmissionStatus(string statusFileName, StatusFile file, StatusFileName? parsed, int code, string ftpTransaktionsId)
    {
        StatusFileName = statusFileName;
        Code = code;
        CodeIsFromContent = parsed is null;
        FtpTransaktionsId = ftpTransaktionsId;
        SkatTransaktionsId = NullIfEmpty(file.SkatTransaktionsId);
        Service = NullIfEmpty(file.Service) ?? parsed?.Service;
        Timestamp = StatusTimestamp.TryParse(file.TimestampText, out DateTimeOffset time) ? time : null;
        StatusText = file.StatusText;
        ErrorCode = NullIfEmpty(file.ErrorCode);
        ErrorMessage = NullIfEmpty(file.ErrorMessage);
        ErrorResolution = NullIfEmpty(file.ErrorResolution);
        Xml = file.Xml;

        foreach (string path in file.FilePaths)
        {
            FileName ??= NullIfEmpty(LastPart(path));
        }

        ResponsePaths = file.ResponsePaths;
        List<string> names = [];
        foreach (string path in file.ResponsePaths)
        {
            if (LastPart(path) is { Length: > 0 } name)
            {
                names.Add(name);
            }
        }

        ResponseFileNames = names;

        // An empty <filename> says so; without one, the transaction bears the name of what it exposes.
        IsUnrelated = Step == StatusStep.Exposed && FileName is null
            && (file.FilePaths.Count > 0 || names.Contains(ftpTransaktionsId));
    }

    private SubmissionStatus(string? service, string ftpTransaktionsId, string statusText)
    {
        Code = (int)StatusStep.Pending;
        Service = service;
        FtpTransaktionsId = ftpTransaktionsId;
        FileName = ftpTransaktionsId;
        StatusText = statusText;
        StatusFileName = string.Empty;
        Xml = string.Empty;
        ResponsePaths = [];
        ResponseFileNames = [];
    }

    /// <summary>0 to 3, from the status file's name; <c>status.code</c> holds prose. -1 when the wait for it ended first.</summary>
    public int Code { get; }

    public StatusStep Step => (StatusStep)Code;

    /// <summary>True when the file had been renamed, so that its content had to tell the code.</summary>
    public bool CodeIsFromContent { get; }

    public string? Service { get; }

    /// <summary>The uploaded file's name without its path; null when nothing was uploaded.</summary>
    public string? FileName { get; }

    /// <summary>The uploaded file's name, or a generated one when nothing was uploaded.</summary>
    public string FtpTransaktionsId { get; }

    /// <summary>SKAT's own id; opaque, and absent from status 0.</summary>
    public string? SkatTransaktionsId { get; }

    /// <summary>With the Danish offset; null when absent or in neither documented form.</summary>
    public DateTimeOffset? Timestamp { get; }

    /// <summary><c>status.code</c>, a sentence.</summary>
    public string? StatusText { get; }

    /// <summary>The first of <see cref="ResponseFileNames"/>, or null.</summary>
    public string? ResponseFileName => ResponseFileNames.Count > 0 ? ResponseFileNames[0] : null;

    /// <summary>The server's names without paths. Before local use: <see cref="ResponseName.ToSafeFileName"/>.</summary>
    public IReadOnlyList<string> ResponseFileNames { get; }

    /// <summary>As the server wrote them: <c>/out/...</c>.</summary>
    public IReadOnlyList<string> ResponsePaths { get; }

    /// <summary>An open set: the backend systems add their own.</summary>
    public string? ErrorCode { get; }

    public string? ErrorMessage { get; }

    public string? ErrorResolution { get; }

    /// <summary>What to do about it, in the language of the UI culture; the same that Get-SkatErrorInfo says of the code.</summary>
    public string Advice => ErrorCatalogue.Advice(ErrorCatalogue.ForStatus(Code, ErrorCode, ErrorMessage).Id) ?? string.Empty;

    /// <summary>The name in /out; empty while there is no status.</summary>
    public string StatusFileName { get; }

    /// <summary>True for a file that SKAT sends unasked: there is no upload to find.</summary>
    public bool IsUnrelated { get; }

    /// <summary>The whole file, unknown elements included; empty while there is no status.</summary>
    public string Xml { get; }

    /// <summary>
    /// Reads a whole status file, given its name or path. The known services settle where in the name the service ends
    /// and the transaction id begins, when the content does not say it.
    /// </summary>
    /// <exception cref="StatusFileException">No readable status file, or neither name nor content tells its code or id.</exception>
    public static SubmissionStatus FromFile(string name, byte[] bytes, IEnumerable<string> knownServices)
    {
        string statusFileName = name.Substring(name.LastIndexOfAny(['/', '\\']) + 1);
        StatusFile file = StatusFileReader.Read(bytes, statusFileName);

        // The file's own service is the best known one.
        IEnumerable<string> services = string.IsNullOrEmpty(file.Service) ? knownServices : [file.Service!];
        if (!Status.StatusFileName.TryParse(statusFileName, services, out StatusFileName? parsed)
            && CodeFromContent(file) is null)
        {
            throw new StatusFileException(
                StatusFileException.Incomplete, statusFileName,
                $"Neither the name '{statusFileName}' nor its content tells which status it is.",
                ErrorCatalogue.AdviceFor(StatusFileException.Incomplete, "Name"));
        }

        string? id = NullIfEmpty(file.FtpTransaktionsId) ?? parsed?.FtpTransaktionsId;
        if (id is null)
        {
            throw new StatusFileException(
                StatusFileException.Incomplete, statusFileName,
                $"'{statusFileName}' has no FTPTransaktionsId, so it cannot be matched with an upload.");
        }

        return new SubmissionStatus(statusFileName, file, parsed, parsed?.Code ?? CodeFromContent(file)!.Value, id);
    }

    /// <summary>What a wait ends with that was not long enough.</summary>
    /// <param name="service">Null when nobody said.</param>
    /// <param name="ftpTransaktionsId">The uploaded file's name.</param>
    /// <param name="statusText">How far it came, in words.</param>
    internal static SubmissionStatus Pending(string? service, string ftpTransaktionsId, string statusText) =>
        new(service, ftpTransaktionsId, statusText);

    public override string ToString() => $"{FtpTransaktionsId}: {Step}";

    private static int? CodeFromContent(StatusFile file)
    {
        string text = file.StatusText ?? string.Empty;
        if (file.ErrorCode is not null || text.Equals("ERROR", StringComparison.OrdinalIgnoreCase))
        {
            return (int)StatusStep.Error;
        }

        if (file.ResponsePaths.Count > 0 || text.StartsWith("File exposed", StringComparison.OrdinalIgnoreCase))
        {
            return (int)StatusStep.Exposed;
        }

        if (text.StartsWith("File accepted", StringComparison.OrdinalIgnoreCase))
        {
            return (int)StatusStep.Accepted;
        }

        return text.StartsWith("File delivered", StringComparison.OrdinalIgnoreCase) ? (int)StatusStep.Delivered : null;
    }

    private static string LastPart(string path) => path.Substring(path.LastIndexOf('/') + 1).Trim();

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
