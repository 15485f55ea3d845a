using System;
using System.Threading;
using FluentFTP.Streams;
using SkatFtps.Ftp;
using SkatFtps.Ftp.Tls;

namespace SkatFtps.FluentFtp;

/// <summary>What FluentFTP hands to every <see cref="ProtectedStream"/> it makes.</summary>
internal sealed class TlsSettings(FtpsOptions options, HostSpelling host) : IFtpStreamConfig
{
    public FtpsOptions Options { get; } = options;

    public TlsHandshake Handshake { get; } = new TlsHandshake(options, host);

    /// <summary>Set when the connection opens.</summary>
    public ControlStream? Control { get; set; }

    /// <summary>The protected control connection; null until TLS stands.</summary>
    public ProtectedStream? Session { get; set; }

    /// <summary>The data connection of the operation under way, once its TLS was begun.</summary>
    public ProtectedStream? Data { get; set; }

    /// <summary>Cancels the operation under way.</summary>
    public CancellationToken Stop { get; set; }
}
