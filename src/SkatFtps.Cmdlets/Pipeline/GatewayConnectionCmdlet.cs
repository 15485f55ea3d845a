using System;
using System.Data.Common;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using SkatFtps.Cmdlets.Completion;
using SkatFtps.Cmdlets.Parameters;
using SkatFtps.Cmdlets.Pipeline;
using SkatFtps.Ftp;
using SkatFtps.Gateway;
using SkatFtps.Ledger;
using SkatFtps.Ledger.Sql;

namespace SkatFtps.Cmdlets;

/// <summary>The parameters that Connect-SkatGateway and Test-SkatGateway share: where, who and how.</summary>
public abstract class GatewayConnectionCmdlet : GatewayCmdlet
{
    private protected const string EnvironmentPath = "EnvironmentPath";
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

    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = EnvironmentThumbprint)]
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = HostThumbprint)]
    [Alias("Thumbprint")]
    [ArgumentCompleter(typeof(ThumbprintCompleter))]
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

    /// <summary>Overrides the judgement of a test certificate on production and of the reverse, and nothing else.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected string Target => ParameterSetName.StartsWith("Host", StringComparison.Ordinal) ? HostName : Environment;

    private protected FtpsTimeouts Timeouts =>
        TimeoutSeconds == 0 ? new FtpsTimeouts() : FtpsTimeouts.All(TimeSpan.FromSeconds(TimeoutSeconds));

    private protected SslProtocols Protocols => ProtocolsOf(TlsVersion);

    private protected GatewayEndpoint Endpoint() => ParameterSetName.StartsWith("Environment", StringComparison.Ordinal)
        ? GatewayEndpoint.Of((GatewayEnvironment)Enum.Parse(typeof(GatewayEnvironment), Environment))
        : GatewayEndpoint.Of(HostName, Port);

    private protected TlsServerTrust Trust() =>
        ServerTrust.Of(TrustedRootPath is null ? null : GetUnresolvedProviderPathFromPSPath(TrustedRootPath), ServerThumbprint);

    /// <returns>Null with -NoLedger.</returns>
    private protected LedgerDatabase? Ledger() => LedgerChoice.Of(
        LedgerPath is null ? null : GetUnresolvedProviderPathFromPSPath(LedgerPath), LedgerConnectionString, LedgerCredential,
        LedgerConnection, NoLedger);

    private protected string ResolveUserName(GatewayEndpoint endpoint, OcesCertificate? certificate)
    {
        string userName = UserName ?? Credential?.UserName ?? certificate?.UserName ?? throw new GatewayException(
            "UserNameMissing", $"The certificate '{certificate?.CommonName ?? certificate?.Thumbprint}' names no CVR and UUID, so the"
                + " user name cannot be derived from it.");
        return endpoint.IsSkats ? GatewayUser.Parse(userName).Name : userName;
    }

    private protected SecureString ResolvePassword(string userName) =>
        Password ?? Credential?.Password ?? AskPassword($"Gateway password of {userName}", "PasswordMissing");

    private protected OcesCertificate LoadCertificate()
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
        catch (SkatFtpsException e)
            when (e.ErrorId == CertificateException.PasswordWrong && CertificatePassword is null && Interaction.IsPossible)
        {
            // The file wants a password and none was given.
            return OcesCertificate.FromFile(path, AskPassword($"Password of {CertificatePath}", "CertificatePasswordMissing"));
        }
    }

    private SecureString AskPassword(string prompt, string errorId)
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
            throw new GatewayException(errorId, "A password is needed and nobody is there to type it.", null, e);
        }

        throw new GatewayException(errorId, "A password is needed and nobody is there to type it.");
    }

    private static SslProtocols ProtocolsOf(string version)
    {
        // By number: .NET Framework 4.7.2 does not name TLS 1.3, and Windows decides whether it can.
        const SslProtocols Tls13 = (SslProtocols)12288;
        return version == "Tls13" ? Tls13 : SslProtocols.Tls12;
    }
}
