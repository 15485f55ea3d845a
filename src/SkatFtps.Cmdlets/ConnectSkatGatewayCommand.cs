using System;
using System.Data.Common;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using SkatFtps.Ftp;
using SkatFtps.Ledger;
using SkatFtps.Loader;

namespace SkatFtps.Cmdlets;

[Cmdlet(VerbsCommunications.Connect, "SkatGateway", DefaultParameterSetName = EnvironmentPath)]
[OutputType(typeof(GatewaySession))]
public sealed class ConnectSkatGatewayCommand : GatewayCmdlet
{
    private const string EnvironmentPath = "EnvironmentPath";
    private const string EnvironmentCertificate = "EnvironmentCertificate";
    private const string EnvironmentThumbprint = "EnvironmentThumbprint";
    private const string HostPath = "HostPath";
    private const string HostCertificate = "HostCertificate";
    private const string HostThumbprint = "HostThumbprint";

    [Parameter(Mandatory = true, Position = 0, ParameterSetName = EnvironmentPath)]
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = EnvironmentCertificate)]
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = EnvironmentThumbprint)]
    [ValidateSet("Test", "Production")]
    public string Environment { get; set; } = string.Empty;

    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = HostPath)]
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = HostCertificate)]
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = HostThumbprint)]
    [ValidateNotNullOrEmpty]
    public string HostName { get; set; } = string.Empty;

    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = HostPath)]
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = HostCertificate)]
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = HostThumbprint)]
    [ValidateRange(1, 65535)]
    public int Port { get; set; } = GatewayEndpoint.DefaultPort;

    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = EnvironmentPath)]
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = HostPath)]
    [ValidateNotNullOrEmpty]
    public string CertificatePath { get; set; } = string.Empty;

    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = EnvironmentPath)]
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = HostPath)]
    public SecureString? CertificatePassword { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = EnvironmentCertificate)]
    [Parameter(Mandatory = true, ParameterSetName = HostCertificate)]
    public X509Certificate2? Certificate { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = EnvironmentThumbprint)]
    [Parameter(Mandatory = true, ParameterSetName = HostThumbprint)]
    [ValidateNotNullOrEmpty]
    public string CertificateThumbprint { get; set; } = string.Empty;

    [Parameter]
    [Credential]
    public PSCredential? Credential { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    public SecureString? Password { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? UserName { get; set; }

    [Parameter]
    [ValidateSet("Tls12", "Tls13")]
    public string TlsVersion { get; set; } = "Tls12";

    /// <summary>What speaks FTPS: the module's own client, or FluentFTP where it was built in.</summary>
    [Parameter]
    [ValidateSet("Own", "FluentFtp")]
    public string Engine { get; set; } = "Own";

    [Parameter]
    [ValidateRange(1, 3600)]
    public int TimeoutSeconds { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? TrustedRootPath { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ServerThumbprint { get; set; }

    /// <summary>The file of the embedded ledger; the user's own otherwise.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? LedgerPath { get; set; }

    /// <summary>A PostgreSQL database as the ledger, without a password.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? LedgerConnectionString { get; set; }

    [Parameter]
    [Credential]
    public PSCredential? LedgerCredential { get; set; }

    /// <summary>A database connection of the caller's.</summary>
    [Parameter]
    [ValidateNotNull]
    public DbConnection? LedgerConnection { get; set; }

    /// <summary>Remembers nothing, and keeps nothing from being sent twice.</summary>
    [Parameter]
    public SwitchParameter NoLedger { get; set; }

    protected override void ProcessRecord()
    {
        GatewaySession session;
        OcesCertificate? certificate = null;
        SubmissionLedger? ledger = null;
        try
        {
            Func<FtpsOptions, IFtpsConnection> engine = Engine == "FluentFtp" ? FtpsEngines.FluentFtp() : FtpsEngines.Own;
            GatewayEndpoint endpoint = ParameterSetName.StartsWith("Environment", StringComparison.Ordinal)
                ? GatewayEndpoint.Of((GatewayEnvironment)Enum.Parse(typeof(GatewayEnvironment), Environment))
                : GatewayEndpoint.Of(HostName, Port);
            TlsServerTrust trust = ServerTrust.Of(TrustedRootPath is null ? null : GetUnresolvedProviderPathFromPSPath(TrustedRootPath), ServerThumbprint);
            SslProtocols protocols = ProtocolsOf(TlsVersion);
            certificate = LoadCertificate();
            certificate.Validate(DateTimeOffset.Now, endpoint.IsSkats ? endpoint.Environment == GatewayEnvironment.Production : null);
            certificate.ProveKey();
            string userName = UserName ?? Credential?.UserName ?? certificate.UserName ?? throw new GatewayException(
                "UserNameMissing", $"The certificate '{certificate.CommonName ?? certificate.Thumbprint}' names no CVR and UUID, so the user name cannot be derived from it.", "Use an OCES3 organisation or employee certificate, or give -UserName.");
            if (endpoint.IsSkats)
            {
                GatewayUser.Parse(userName);
            }

            SecureString password = Password ?? Credential?.Password ?? AskPassword($"Gateway password of {userName}", "PasswordMissing", "Give -Password or -Credential: the Gateway password that the Certificate Portal shows.");
            ledger = OpenLedger(endpoint, userName);
            var options = new GatewayOptions(endpoint, certificate, userName, password)
            {
                Ledger = ledger,
                Protocols = protocols,
                Trust = trust,
                Timeouts = TimeoutSeconds == 0 ? new FtpsTimeouts() : FtpsTimeouts.All(TimeSpan.FromSeconds(TimeoutSeconds)),
            };
            session = Await((log, stop) => GatewaySession.ConnectAsync(options, engine, log, stop));
        }
        catch (SkatFtpsException e)
        {
            ledger?.Dispose();
            certificate?.Dispose();
            ThrowTerminatingError(GatewayErrors.ToErrorRecord(e, ParameterSetName.StartsWith("Host", StringComparison.Ordinal) ? HostName : Environment));
            return;
        }

        ConnectedSessions.Current = session;
        WriteObject(session);
    }

    private SubmissionLedger? OpenLedger(GatewayEndpoint endpoint, string userName)
    {
        LedgerDatabase? database = LedgerChoice.Of(
            LedgerPath is null ? null : GetUnresolvedProviderPathFromPSPath(LedgerPath), LedgerConnectionString, LedgerCredential, LedgerConnection, NoLedger);
        return database is null ? null : Await((_, stop) => SubmissionLedger.OpenAsync(database, endpoint.Host, userName, LedgerOwner.Current(), null, stop));
    }

    private OcesCertificate LoadCertificate()
    {
        if (Certificate is not null)
        {
            return OcesCertificate.FromCertificate(Certificate, null);
        }

        if (CertificateThumbprint.Length > 0)
        {
            return OcesCertificate.FromStore(CertificateThumbprint);
        }

        string path = GetUnresolvedProviderPathFromPSPath(CertificatePath);
        try
        {
            return OcesCertificate.FromFile(path, CertificatePassword);
        }
        catch (SkatFtpsException e) when (e.ErrorId == CertificateException.PasswordWrong && CertificatePassword is null && Interaction.IsPossible)
        {
            // The file wants a password and none was given.
            return OcesCertificate.FromFile(path, AskPassword($"Password of {CertificatePath}", "CertificatePasswordMissing", "Give -CertificatePassword."));
        }
    }

    private SecureString AskPassword(string prompt, string errorId, string action)
    {
        try
        {
            if (Interaction.IsPossible)
            {
                Host.UI.Write(prompt + ": ");
                return Host.UI.ReadLineAsSecureString();
            }
        }
        catch (Exception e) when (e is PSInvalidOperationException or HostException or NotImplementedException or InvalidOperationException)
        {
            throw new GatewayException(errorId, "A password is needed and nobody is there to type it.", action, e);
        }

        throw new GatewayException(errorId, "A password is needed and nobody is there to type it.", action);
    }

    private static SslProtocols ProtocolsOf(string version)
    {
        // By number: .NET Framework 4.7.2 does not name TLS 1.3, and Windows decides whether it can.
        const SslProtocols Tls13 = (SslProtocols)12288;
        return version == "Tls13" ? Tls13 : SslProtocols.Tls12;
    }
}
