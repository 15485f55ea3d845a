using System;
using System.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using SkatFtps.Ftp.Listing;

namespace SkatFtps.Ftp;

/// <summary>What an <see cref="IFtpsConnection"/> needs to open, and to open again.</summary>
public sealed class FtpsOptions(string host, int port, string userName, SecureString password)
{

    /// <summary>A name; with an IP literal .NET resumes no TLS session.</summary>
    public string Host { get; } = host;

    public int Port { get; } = port;

    public string UserName { get; } = userName;

    public SecureString Password { get; } = password;

    /// <summary>Our certificate with its private key; null sends none.</summary>
    public X509Certificate2? ClientCertificate { get; set; }

    /// <summary>The certificates between ours and the root, as the p12 holds them; sent along where the runtime can.</summary>
    public X509Certificate2Collection ClientChain { get; set; } = new();

    public SslProtocols Protocols { get; set; } = SslProtocols.Tls12;

    public TlsServerTrust Trust { get; set; } = TlsServerTrust.OperatingSystem;

    public FtpsTimeouts Timeouts { get; set; } = new();

    /// <summary>Data ports that the server publishes; another port is a warning. Null: any.</summary>
    public PortRange? DataPorts { get; set; }

    /// <summary>The name by which TLS knows the server, where <see cref="Host"/> is an address; null: the host.</summary>
    public string? TlsHostName { get; set; }

    /// <summary>Null where nobody watches.</summary>
    internal IFtpsObserver? Observer { get; set; }

    /// <summary>
    /// How many data ports are asked for until one is reached. A firewall that passes only part of the range lets some ports through;
    /// nothing was said to the server yet, so a fresh port is safe.
    /// </summary>
    internal int PassivePorts { get; set; } = 3;

    internal ListingBounds ListingBounds { get; set; } = new();

    /// <summary>How long the server's close_notify is awaited after an upload was confirmed.</summary>
    internal TimeSpan ServerEndPatience { get; set; } = UploadEnd.Patience;

    /// <summary>
    /// After this age a connection no longer counts as open, so that the next command logs in anew; null: four fifths of the time for
    /// which the server says it will resume the TLS session, or of five minutes. A server that insists on reuse would refuse the first
    /// file after that time, and only when its STOR was written.
    /// </summary>
    public TimeSpan? MaximumAge { get; set; }
}
