using System;
using System.IO;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Tasks;
using SkatFtps.Simulator;
using SkatFtps.Simulator.Certificates;
using SkatFtps.Simulator.Scripting;

namespace SkatFtps.Cmdlets.Tests.Diagnosis;

/// <summary>Everything that is known to keep a connection from standing, each once.</summary>
internal static class FaultTable
{
    public static readonly Fault[] All =
    [
        // Where to go is not known.
        new("HostNameInvalid", null, a => a.Parameters["HostName"] = "ftp://localhost"),
        new("PortRetired", null, a => { a.Parameters["HostName"] = "secureftpgateway.skat.dk"; a.Parameters["Port"] = 6371; }),
        new("TrustAmbiguous", null, a => a.Parameters["ServerThumbprint"] = new string('0', 64)),
        new("ThumbprintInvalid", null, a => { a.Parameters["TrustedRootPath"] = null; a.Parameters["ServerThumbprint"] = "12"; }),
        new("TrustedRootInvalid", null, a => a.Parameters["TrustedRootPath"] = a.Write("root.pem", "no certificate")),

        // The ledger.
        new("LedgerAmbiguous", GatewayStage.Ledger, a => a.Parameters["LedgerPath"] = Path.Combine(a.Folder, "ledger.db")),
        new(
            "LedgerUnreadable",
            GatewayStage.Ledger,
            a => { a.Parameters["NoLedger"] = null; a.Parameters["LedgerPath"] = a.Write("ledger.db", new string('x', 5000)); }),
        new(
            "LedgerConnectionStringHasPassword",
            GatewayStage.Ledger,
            a => { a.Parameters["NoLedger"] = null; a.Parameters["LedgerConnectionString"] = "Host=db.invalid;Password=x"; }),
        new(
            "LedgerConnectionStringInvalid",
            GatewayStage.Ledger,
            a => { a.Parameters["NoLedger"] = null; a.Parameters["LedgerConnectionString"] = "nonsense"; }),

        // The certificate.
        new("CertificateFileMissing", GatewayStage.Certificate, a => a.Parameters["CertificatePath"] = Path.Combine(a.Folder, "none.p12")),
        new("CertificateFileUnreadable", GatewayStage.Certificate, a => a.Parameters["CertificatePath"] = a.Folder),
        new("CertificatePasswordWrong", GatewayStage.Certificate, a => a.Parameters["CertificatePassword"] = Arrangement.Secure("wrong")),
        new(
            "CertificateFileNotPkcs12",
            GatewayStage.Certificate,
            a => a.Parameters["CertificatePath"] = a.Gateway.Account.ClientCertificatePem),
        new("CertificateThumbprintInvalid", GatewayStage.Certificate, a => Thumbprint(a, "xyz")),
        new("CertificateNotFound", GatewayStage.Certificate, a => Thumbprint(a, new string('0', 40))),
        new(
            "CertificateHasNoPrivateKey",
            GatewayStage.Certificate,
            a => a.Use(new OcesCertificateBuilder { WithKey = false, EcdsaKey = true })),
        new("CertificateKeyUnusable", GatewayStage.Certificate, a => a.Use(Arrangement.ForAgreement())),
        new(
            "CertificateExpired",
            GatewayStage.Certificate,
            a => a.Use(
                new OcesCertificateBuilder { EcdsaKey = true, NotBefore = DateTimeOffset.UtcNow.AddDays(-9), NotAfter = DateTimeOffset.UtcNow.AddDays(-1) })),
        new(
            "CertificateNotYetValid",
            GatewayStage.Certificate,
            a => a.Use(new OcesCertificateBuilder { EcdsaKey = true, NotBefore = DateTimeOffset.UtcNow.AddDays(2) })),
        new(
            "CertificateGenerationRetired",
            GatewayStage.Certificate,
            a => a.Use(new OcesCertificateBuilder { EcdsaKey = true, Kind = IssuedKind.Oces2Organisation })),
        new(
            "CertificateIsPersonal",
            GatewayStage.Certificate,
            a => a.Use(new OcesCertificateBuilder { EcdsaKey = true, Kind = IssuedKind.Person })),

        // The way.
        new("HostUnknown", GatewayStage.Name, a => a.Parameters["HostName"] = "nowhere.invalid"),
        new("HostUnreachable", GatewayStage.Port, a => a.Parameters["HostName"] = "255.255.255.255"),
        new("PortClosed", GatewayStage.Port, a => a.Parameters["Port"] = RawServer.ClosedPort()),
        new("ConnectTimedOut", GatewayStage.Port, async a => { a.GoTo(await RawServer.SilentAsync()); Hurry(a); }),
        new("BannerTimedOut", GatewayStage.Banner, a => { a.Script.On(GatewayStep.Banner).Hang(); Hurry(a); }),
        new("NotAnFtpServer", GatewayStage.Banner, a => a.GoTo(RawServer.Saying("HTTP/1.1 400 Bad Request\r\n\r\n"))),
        new("ServerUnavailable", GatewayStage.Banner, a => a.Script.On(GatewayStep.Banner).Reply(421, "Service window")),
        new("TlsRefused", GatewayStage.AuthTls, a => a.Script.On(GatewayStep.AuthTls).Reply(502, "No TLS here")),
        new("ClearTextBeforeTls", GatewayStage.AuthTls, a => a.Script.On(GatewayStep.AuthTls).Inject("230 Welcome\r\n")),
        new("TlsTimedOut", GatewayStage.TlsVersion, a => { a.Script.On(GatewayStep.ControlHandshake).Hang(); Hurry(a); }),
        new("TlsVersionRefused", GatewayStage.TlsVersion, a => a.Parameters["TlsVersion"] = "Tls13"),
        new(
            "TlsHandshakeFailed",
            GatewayStage.TlsVersion,
            a => a.GoTo(RawServer.Saying("220 ready\r\n", "234 go on\r\n", "this is no TLS record"))),

        // The server's certificate.
        new("ServerCertificateUntrusted", GatewayStage.ServerCertificate, a => Show(a, ServerCertificateKind.Untrusted)),
        new("ServerCertificateNameMismatch", GatewayStage.ServerCertificate, a => Show(a, ServerCertificateKind.WrongName)),
        new("ServerCertificateExpired", GatewayStage.ServerCertificate, a => Show(a, ServerCertificateKind.Expired)),
        new(
            "ServerThumbprintMismatch",
            GatewayStage.ServerCertificate,
            a => { a.Parameters["TrustedRootPath"] = null; a.Parameters["ServerThumbprint"] = new string('0', 64); }),

        // The login.
        new(
            "ClientCertificateRefused",
            GatewayStage.ClientCertificate,
            a => a.Script.On(GatewayStep.ControlHandshake).RejectClientCertificate()),
        new(
            "ClientCertificateNotAccepted",
            GatewayStage.ClientCertificate,
            a => a.Script.On(GatewayStep.ControlHandshake).DropAfterClientCertificate()),
        new(
            "UserNameMissing",
            GatewayStage.Login,
            a => { a.Options.ClientCertificateRequired = false; a.Parameters["UserName"] = null; a.Use(Arrangement.Plain()); }),
        new("PasswordMissing", GatewayStage.Login, a => a.Parameters["Password"] = null),
        new("LoginTimedOut", GatewayStage.Login, a => { a.Script.On(GatewayStep.User).Hang(); Hurry(a); }),
        new("LoginRefused", GatewayStage.Login, a => a.Parameters["Password"] = Arrangement.Secure("the portal's")),
        new("ServerBusy", GatewayStage.Login, a => a.Script.On(GatewayStep.Pass).Reply(530, "Too many sessions for this user")),
        new("ProtectionRefused", GatewayStage.Protection, a => a.Script.On(GatewayStep.Prot).Reply(534, "No")),
        new("ReplyTimedOut", GatewayStage.Protection, a => { a.Script.On(GatewayStep.Pbsz).Hang(); Hurry(a); }),
        new("ConnectionLost", GatewayStage.Protection, a => a.Script.On(GatewayStep.Pbsz).Drop()),

        // Data connections.
        new(
            "PassiveRefused",
            GatewayStage.DataConnections,
            a => { a.Script.On(GatewayStep.Epsv).Reply(425, "No port"); a.Script.On(GatewayStep.Pasv).Reply(425, "No port"); }),
        new("DataPortUnreachable", GatewayStage.DataConnections, a => a.Script.On(GatewayStep.Epsv).DeadPort()),
        new("DataHandshakeFailed", GatewayStage.DataConnections, a => a.Script.On(GatewayStep.DataHandshake).Drop(FaultTarget.Data)),
        new(
            "DataCertificateChanged",
            GatewayStage.DataConnections,
            a => a.Script.On(GatewayStep.DataHandshake).ShowCertificate(ServerCertificateKind.Other)),
        new(
            "TlsSessionReuseRequired",
            GatewayStage.SessionReuse,
            a => { a.Options.RequireTlsResumption = true; a.Parameters["HostName"] = "127.0.0.1"; }),
        new("ListRefused", GatewayStage.Folders, a => { a.Script.On("LIST").Reply(502, "No"); a.Script.On("NLST").Reply(502, "No"); }),
        new("ListingIncomplete", GatewayStage.Folders, a => a.Script.On(GatewayStep.ListMidData).AfterBytes(10).Drop(FaultTarget.Data)),
        new("TransferTimedOut", GatewayStage.Folders, a => { a.Script.On(GatewayStep.ListMidData).AfterBytes(10).Hang(); Hurry(a); }),
    ];

    private static void Hurry(Arrangement arrangement) => arrangement.Parameters["TimeoutSeconds"] = 1;

    private static void Show(Arrangement arrangement, ServerCertificateKind kind) =>
        arrangement.Script.On(GatewayStep.ControlHandshake).ShowCertificate(kind);

    private static void Thumbprint(Arrangement arrangement, string thumbprint)
    {
        arrangement.Parameters["CertificateThumbprint"] = thumbprint;
        arrangement.Parameters["CertificatePath"] = null;
        arrangement.Parameters["CertificatePassword"] = null;
    }
}
