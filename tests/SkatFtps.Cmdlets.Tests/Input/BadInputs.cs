using System;
using System.Collections.Generic;
using System.IO;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Tasks;
using SkatFtps.Cmdlets.Tests.Support;
using SkatFtps.Simulator;
using SkatFtps.Simulator.Certificates;
using SkatFtps.Simulator.Scripting;

namespace SkatFtps.Cmdlets.Tests.Input;

/// <summary>The whole list.</summary>
internal static class BadInputs
{
    private const string Connect = "Connect-SkatGateway @connect";
    private const string ConnectHere = "Connect-SkatGateway @connect -TimeoutSeconds 10";
    private const string Status = "Get-SkatStatus";
    private const string P12 = "$connect.CertificatePath = \"$folder/bad.p12\"; " + Connect;

    private static readonly Func<Rehearsal, Task> Nothing = _ => Task.CompletedTask;

    public static IReadOnlyList<BadInput> All { get; } =
    [
        // Files.
        Sending("a missing file", "FileNotFound", @"missing\.xml", "path", Nothing, "missing.xml"),
        Sending(
            "a FIFO",
            "FileNotRegular",
            @"pipe\.xml' is a FIFO",
            "write what comes out of a pipe to a file",
            Do(r => System.Diagnostics.Process.Start("mkfifo", [Path.Combine(r.Folder, "pipe.xml")]).WaitForExit()),
            "pipe.xml"),
        Sending(
            "an empty file",
            "FileEmpty",
            @"empty\.xml",
            "program that writes it",
            Do(r => r.Write("empty.xml", string.Empty)),
            "empty.xml"),
        Sending("a name with a line end", "FileNameInvalid", @"a\\x0D\\x0Ab\.xml", "Rename", Do(r => r.Write("a\r\nb.xml")), "a`r`nb.xml"),
        Sending("a folder", "FileIsFolder", "sub", @"\*\.xml", Do(r => Directory.CreateDirectory(Path.Combine(r.Folder, "sub"))), "sub"),
        new(
            "an unknown service",
            "ServiceNotPermitted",
            @"'Udlan'.*CRS, FTPSGW\.Heartbeat, Indlaan, Udlaan",
            "spelling.*roles",
            Do(r => r.Write("1.xml")),
            "Send-SkatFile $folder/1.xml Udlan") { Connected = true },
        new("no session", "NoSession", "no session", "Connect-SkatGateway", Do(r => r.Write("1.xml")), "Send-SkatFile $folder/1.xml CRS"),

        // Certificates.
        new("a missing p12", "CertificateFileMissing", @"bad\.p12", @"\.p12 or \.pfx", Nothing, P12),
        new(
            "a wrong p12 password",
            "CertificatePasswordWrong",
            @"client\.p12",
            "file's own",
            Nothing,
            "$connect.CertificatePassword = $connect.Password; " + Connect),
        new(
            "a p12 without private key",
            "CertificateHasNoPrivateKey",
            @"bad\.p12",
            "together with its private key",
            Certificate(new() { WithKey = false }),
            P12),
        new("the server's .cer as client certificate", "CertificateFileNotPkcs12", @"bad\.p12", @"\.p12 or \.pfx", ServerCer, P12),
        new(
            "an expired certificate",
            "CertificateExpired",
            "VOCES_gyldig.*expired on",
            "Renew",
            Certificate(new() { NotBefore = DateTimeOffset.UtcNow.AddYears(-2), NotAfter = DateTimeOffset.UtcNow.AddDays(-1) }),
            P12),
        new(
            "a certificate of tomorrow",
            "CertificateNotYetValid",
            "VOCES_gyldig.*not valid before",
            "clock",
            Certificate(new() { NotBefore = DateTimeOffset.UtcNow.AddDays(1), NotAfter = DateTimeOffset.UtcNow.AddDays(2) }),
            P12),
        new(
            "an OCES2 certificate",
            "CertificateGenerationRetired",
            "OCES2",
            "OCES3",
            Certificate(new() { Kind = IssuedKind.Oces2Organisation }),
            P12),
        new(
            "a person's certificate",
            "CertificateIsPersonal",
            "person",
            "organisation",
            Certificate(new() { Kind = IssuedKind.Person }),
            P12),
        new(
            "a test certificate for production",
            "CertificateEnvironmentMismatch",
            "production",
            "environment that the certificate was issued for",
            Nothing,
            "Connect-SkatGateway -Environment Production -CertificatePath $connect.CertificatePath -CertificatePassword"
                + " $connect.CertificatePassword -Password $connect.Password"),
        new(
            "a thumbprint that is none",
            "CertificateThumbprintInvalid",
            "'12 34'",
            "40 hexadecimal",
            Nothing,
            "Connect-SkatGateway -HostName localhost -CertificateThumbprint '12 34'"),
        new(
            "a thumbprint of nothing",
            "CertificateNotFound",
            "0{40}",
            "Import",
            Nothing,
            "Connect-SkatGateway -HostName localhost -CertificateThumbprint ('0' * 40)"),

        // The way there.
        new(
            "an unknown host",
            "HostUnknown",
            @"nowhere\.invalid",
            "spelling",
            Nothing,
            "$connect.HostName = 'nowhere.invalid'; " + ConnectHere),
        new(
            "a host that is no name",
            "HostNameInvalid",
            "ftps://localhost",
            "-Port",
            Nothing,
            "$connect.HostName = 'ftps://localhost'; " + Connect),
        new(
            "a closed port",
            "PortClosed",
            @"Port \d+",
            "6381",
            Do(r => r.Prompt["port"] = RawListener.ClosedPort()),
            "$connect.Port = $port; " + ConnectHere),
        new(
            "the old port",
            "PortRetired",
            "6371",
            "6381",
            Nothing,
            "$connect.HostName = 'secureftpgateway.skat.dk'; $connect.Port = 6371; " + Connect),
        new(
            "a user name that is none",
            "UserNameInvalid",
            "'CVR_1'",
            "CVR_",
            Nothing,
            "$connect.HostName = 'secureftpgatewaytest.skat.dk'; $connect.Port = 6381; $connect.UserName = 'CVR_1'; " + Connect),
        new(
            "a server certificate from an unknown CA",
            "ServerCertificateUntrusted",
            "certificate",
            "-TrustedRootPath",
            Scripted(s => s.On(GatewayStep.ControlHandshake).ShowCertificate(ServerCertificateKind.Untrusted)),
            Connect),
        new(
            "a server certificate for another name",
            "ServerCertificateNameMismatch",
            @"'localhost'.*other\.example",
            "host name",
            Scripted(s => s.On(GatewayStep.ControlHandshake).ShowCertificate(ServerCertificateKind.WrongName)),
            Connect),
        new(
            "a server certificate that has expired",
            "ServerCertificateExpired",
            "certificate",
            "clock",
            Scripted(s => s.On(GatewayStep.ControlHandshake).ShowCertificate(ServerCertificateKind.Expired)),
            Connect),
        new(
            "another server thumbprint",
            "ServerThumbprintMismatch",
            "thumbprint [0-9A-F]{64}",
            "owner",
            Nothing,
            "$connect.Remove('TrustedRootPath'); Connect-SkatGateway @connect -ServerThumbprint ('0' * 64)"),
        new(
            "a short server thumbprint",
            "ThumbprintInvalid",
            "-ServerThumbprint",
            "sha256",
            Nothing,
            "$connect.Remove('TrustedRootPath'); Connect-SkatGateway @connect -ServerThumbprint ('0' * 40)"),
        new(
            "two kinds of trust",
            "TrustAmbiguous",
            "-TrustedRootPath and -ServerThumbprint",
            "one of them",
            Nothing,
            "Connect-SkatGateway @connect -ServerThumbprint ('0' * 64)"),
        new(
            "a root that is no certificate",
            "TrustedRootInvalid",
            @"root\.pem",
            "Export",
            Do(r => r.Write("root.pem", "no certificate")),
            "$connect.TrustedRootPath = \"$folder/root.pem\"; " + Connect),
        new(
            "a server that refuses TLS",
            "TlsRefused",
            "502",
            "not the gateway",
            Scripted(s => s.On(GatewayStep.AuthTls).Reply(502, "Not here")),
            Connect),
        new(
            "words before TLS",
            "ClearTextBeforeTls",
            "AUTH TLS",
            "Do not go on",
            Scripted(s => s.On(GatewayStep.AuthTls).Inject("200 Trust me\r\n")),
            Connect),
        new(
            "a TLS version that the server refuses",
            "TlsVersionRefused",
            "alert",
            "Tls12",
            Nothing,
            "Connect-SkatGateway @connect -TlsVersion Tls13"),
        new(
            "a client certificate refused with an alert",
            "ClientCertificateRefused",
            "alert",
            "Certificate Portal",
            Scripted(s => s.On(GatewayStep.ControlHandshake).RejectClientCertificate()),
            Connect),
        new(
            "a client certificate refused without a word",
            "ClientCertificateNotAccepted",
            "without a word",
            "Certificate Portal",
            Scripted(s => s.On(GatewayStep.ControlHandshake).DropAfterClientCertificate()),
            Connect),
        new("530", "LoginRefused", "CVR_.*530", "Gateway password", Do(r => r.Account.Password = "another"), Connect),
        new(
            "a service window",
            "ServerUnavailable",
            "421",
            "later",
            Scripted(s => s.On(GatewayStep.Banner).Reply(421, "Closed for maintenance").Drop()),
            Connect),
        new(
            "PROT refused",
            "ProtectionRefused",
            "PROT P.*534",
            "unencrypted",
            Scripted(s => s.On(GatewayStep.Prot).Reply(534, "No")),
            Connect),
        new(
            "a data port that cannot be reached",
            "DataPortUnreachable",
            @"ports \d+, \d+, \d+",
            "36000-39999",
            Scripted(s => { s.On(GatewayStep.Epsv).DeadPort(); s.On(GatewayStep.Pasv).DeadPort(); }),
            Connect),
        new(
            "session reuse demanded of a client that cannot",
            "TlsSessionReuseRequired",
            "session",
            "host name",
            Nothing,
            "$connect.HostName = '127.0.0.1'; " + Connect) { Options = options => options.RequireTlsResumption = true },

        // What lies in /out.
        new(
            "a status file with a DTD",
            "StatusFileHasDtd",
            @"status_CRS_dtd\.xml_1\.xml",
            "Keep the file",
            Sample("status_CRS_dtd.xml_1.xml"),
            Status) { Connected = true },
        new(
            "a status file with another root",
            "StatusFileNotAStatus",
            @"status_CRS_root\.xml_1\.xml.*<kvittering>",
            "fetch it as one",
            Sample("status_CRS_root.xml_1.xml"),
            Status) { Connected = true },
        new(
            "a status file of 10 MB",
            "StatusFileTooLarge",
            @"status_CRS_big\.xml_1\.xml",
            "fetch it as one",
            Do(r => r.Expose("status_CRS_big.xml_1.xml", new byte[10_000_000])),
            Status) { Connected = true },
        new(
            "a response name with ..",
            "ResponseNameUnsafe",
            @"\.\.\\evil\.xml",
            "still lies in /out",
            Do(r => r.Expose(@"..\evil.xml", "evil")),
            "Receive-SkatResponse $folder/svar -Remove") { Connected = true },
        new(
            "a response that is not there",
            "ResponseNotFound",
            @"gone\.xml",
            "30 days",
            Nothing,
            "Receive-SkatResponse $folder/svar -Name gone.xml") { Connected = true },
        new(
            "a destination that is a file",
            "DestinationUnusable",
            "file",
            "folder",
            Do(r => { r.Expose("1.xml", "1"); r.Write("file"); }),
            "Receive-SkatResponse $folder/file -Remove") { Connected = true },
    ];

    private static BadInput Sending(string name, string id, string thing, string next, Func<Rehearsal, Task> arrange, string file) =>
        new(name, id, thing, next, arrange, $"Send-SkatFile -LiteralPath \"$folder/{file}\" -Service FTPSGW.Heartbeat")
        {
            Connected = true,
        };

    private static Func<Rehearsal, Task> Do(Action<Rehearsal> action) => rehearsal =>
    {
        action(rehearsal);
        return Task.CompletedTask;
    };

    private static Func<Rehearsal, Task> Scripted(Action<GatewayScript> script) => Do(rehearsal => script(rehearsal.Script));

    private static Func<Rehearsal, Task> Sample(string name) => Do(rehearsal =>
        rehearsal.Expose(name, File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Samples", name))));

    private static Func<Rehearsal, Task> Certificate(OcesCertificateBuilder builder) => Do(rehearsal =>
        File.WriteAllBytes(Path.Combine(rehearsal.Folder, "bad.p12"), builder.Build().ExportP12(rehearsal.Account.CertificatePassword)));

    private static Task ServerCer(Rehearsal rehearsal)
    {
        byte[] certificate = ServerCertificates.Get(ServerCertificateKind.Valid).Export(X509ContentType.Cert);
        return File.WriteAllBytesAsync(Path.Combine(rehearsal.Folder, "bad.p12"), certificate);
    }
}
