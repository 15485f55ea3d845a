using System;
using System.Collections.Generic;
using System.Net;
using System.Security.Authentication;
using SkatFtps.Simulator.Backends;
using SkatFtps.Simulator.Certificates;
using SkatFtps.Simulator.Control;
using SkatFtps.Simulator.Folders;
using SkatFtps.Simulator.Scripting;

namespace SkatFtps.Simulator.Options;

/// <summary>How a <see cref="SimulatedGateway"/> behaves; set before it starts.</summary>
public sealed class SimulatorOptions
{
    /// <summary>Zero takes a free port.</summary>
    public int Port { get; set; }

    /// <summary>Listens on ::1 too, on the same port.</summary>
    public bool ListenOnIPv6 { get; set; }

    /// <summary>Where certificates and the STOR ledger are written. Null: a temporary folder that disappears with the gateway.</summary>
    public string? Directory { get; set; }

    /// <summary>The service folders of the first user.</summary>
    public IReadOnlyList<string> Services { get; set; } = ["AKFA", "CRS", "FTPSGW.Heartbeat", "Indlaan", "Udlaan"];

    /// <summary>The certificate of the first user; null makes an organisation's, on the process's shared key.</summary>
    public IssuedCertificate? Certificate { get; set; }

    /// <summary>The protocols to allow, data connections included.</summary>
    public SslProtocols TlsProtocols { get; set; } = SslProtocols.Tls12;

    public bool ClientCertificateRequired { get; set; } = true;

    /// <summary>The OCES3 hierarchy whose client certificates pass the handshake.</summary>
    public OcesIssuer AcceptedIssuer { get; set; } = OcesIssuer.Test;

    /// <summary>Accepts a client that sends its own certificate alone, without the issuing CA.</summary>
    public bool KnowsIssuingAuthority { get; set; }

    /// <summary>Answers 425 to a transfer whose TLS handshake did not resume an earlier session.</summary>
    public bool RequireTlsResumption { get; set; }

    public FeatReply Feat { get; set; } = FeatReply.Listed;

    public NameEncoding Names { get; set; } = NameEncoding.Utf8;

    public ListingStyle Listing { get; set; } = ListingStyle.Unix;

    public bool Epsv { get; set; } = true;

    public bool Mlsd { get; set; }

    /// <summary>Answers SIZE and MDTM for files in /out; off, they are 502.</summary>
    public bool SizeAndMdtm { get; set; }

    /// <summary>An IPv4 address to give in 227 in place of the true one.</summary>
    public IPAddress? AdvertisedPassiveAddress { get; set; }

    /// <summary>How long a transfer waits for its data connection and for the TLS handshake on it, on <see cref="Clock"/>.</summary>
    public TimeSpan DataConnectionTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Takes TCP's FIN without close_notify for the end of an upload, as ProFTPD does; otherwise the upload was cut.</summary>
    public bool AcceptsFinAlone { get; set; }

    /// <summary>
    /// Ends its side of an upload's data connection with close_notify before it confirms the file, as most servers do; otherwise with TCP's
    /// FIN alone. May be changed while the gateway runs.
    /// </summary>
    public bool EndsUploads { get; set; } = true;

    /// <summary>In bytes of <see cref="Names"/>; a longer name is refused with 553.</summary>
    public int MaximumFileNameLength { get; set; } = 128;

    /// <summary>From the end of an upload until status 1 is in /out.</summary>
    public TimeSpan DeliveredAfter { get; set; }

    /// <summary>From the end of an upload until status 2 is in /out.</summary>
    public TimeSpan AcceptedAfter { get; set; }

    /// <summary>From the end of an upload until the response and status 3 are in /out.</summary>
    public TimeSpan ExposedAfter { get; set; }

    /// <summary>
    /// From the end of an upload until eKapital (Classic)'s second status 3, with the advice list. Null: it sends only one.
    /// </summary>
    public TimeSpan? AdviceListAfter { get; set; }

    /// <summary>What the receipt of debt claims says.</summary>
    public ClaimReceipt ClaimReceipt { get; set; } = ClaimReceipt.Modtaget;

    /// <summary>
    /// Looks into uploads for eKapital and answers bad ones with status 0, as the gateway does. Off, any bytes will do, for
    /// rehearsals of the transport.
    /// </summary>
    public bool JudgesContent { get; set; }

    public StatusSpelling Spelling { get; set; } = StatusSpelling.Examples;

    /// <summary>Hands a file whose upload was cut to the backend as it stands; otherwise no status ever comes for it.</summary>
    public bool ProcessCutUploads { get; set; } = true;

    /// <summary>The largest upload whose content <see cref="UploadedFile.Content"/> keeps, in bytes.</summary>
    public int KeptContentLimit { get; set; } = 1 << 20;

    /// <summary>Writes every upload to <c>received/</c> in the directory.</summary>
    public bool SpoolUploads { get; set; }

    /// <summary>Appends every STOR to <c>stor.jsonl</c> in the directory, one JSON object a line.</summary>
    public bool WriteStorLedger { get; set; }

    /// <summary>The time of statuses and of scripted delays; a <see cref="ManualClock"/> stands still until it is turned.</summary>
    public TimeProvider Clock { get; set; } = TimeProvider.System;

    /// <summary>Faults and delays. May be changed while the gateway runs.</summary>
    public GatewayScript Script { get; set; } = new();
}
