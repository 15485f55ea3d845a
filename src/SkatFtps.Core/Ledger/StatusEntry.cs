using System;
using System.Collections.Generic;

namespace SkatFtps.Ledger;

/// <summary>A status file to be recorded: its name, its bytes and what was read in it.</summary>
public sealed class StatusEntry(string statusFileName, string service, string transactionId, int code, byte[] xml)
{

    /// <summary>As listed in /out.</summary>
    public string StatusFileName { get; } = statusFileName;

    public string Service { get; } = service;

    public string TransactionId { get; } = transactionId;

    /// <summary>0 to 3.</summary>
    public int Code { get; } = code;

    public byte[] Xml { get; } = xml;

    /// <summary>
    /// The uploaded file's name, its last part; null or empty for an unrelated outbound file, which matches no submission.
    /// </summary>
    public string? FileName { get; set; }

    /// <summary>The gateway's. Without one a status settles nothing that is in doubt.</summary>
    public DateTimeOffset? Timestamp { get; set; }

    public string? SkatTransactionId { get; set; }

    public string? ErrorCode { get; set; }

    public string? ErrorMessage { get; set; }

    public string? ErrorResolution { get; set; }

    public IReadOnlyList<string> ResponseNames { get; set; } = [];
}
