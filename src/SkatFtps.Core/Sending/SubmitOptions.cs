using System;

namespace SkatFtps;

/// <summary>How <see cref="GatewaySession.SubmitAsync"/> goes about one file.</summary>
public sealed class SubmitOptions
{
    /// <summary>The name to send it under, which becomes the FTPTransaktionsId; null is the file's own.</summary>
    public string? Name { get; set; }

    /// <summary>Sends content that went out before under another name; never content whose arrival is in doubt.</summary>
    public bool AllowDuplicateContent { get; set; }

    /// <summary>Called with the bytes so far, or null.</summary>
    public Action<long>? Progress { get; set; }
}
