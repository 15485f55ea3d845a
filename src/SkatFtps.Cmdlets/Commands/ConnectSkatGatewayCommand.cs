using System;
using System.Management.Automation;
using System.Security;
using SkatFtps.Cmdlets.Parameters;
using SkatFtps.Ftp;
using SkatFtps.Ledger;
using SkatFtps.Loader;

namespace SkatFtps.Cmdlets;

[Cmdlet(VerbsCommunications.Connect, "SkatGateway", DefaultParameterSetName = EnvironmentPath)]
[OutputType(typeof(GatewaySession))]
public sealed class ConnectSkatGatewayCommand : GatewayConnectionCmdlet
{
    /// <summary>What speaks FTPS: the module's own client, or FluentFTP where it was built in.</summary>
    [Parameter]
    [ValidateSet("Own", "FluentFtp")]
    public string Engine { get; set; } = "Own";

    protected override void ProcessRecord()
    {
        GatewaySession session;
        OcesCertificate? certificate = null;
        SubmissionLedger? ledger = null;
        try
        {
            Func<FtpsOptions, IFtpsConnection> engine = Engine == "FluentFtp" ? FtpsEngines.FluentFtp() : FtpsEngines.Own;
            GatewayEndpoint endpoint = Endpoint();
            TlsServerTrust trust = Trust();
            certificate = LoadCertificate();
            certificate.Validate(DateTimeOffset.Now, endpoint.IsSkats && !Force ? endpoint.Environment == GatewayEnvironment.Production : null);
            certificate.ProveKey();
            foreach (CertificateWarning warning in certificate.FindWarnings(DateTimeOffset.Now))
            {
                WriteWarning(warning.ToString());
            }

            string userName = ResolveUserName(endpoint, certificate);
            SecureString password = ResolvePassword(userName);
            ledger = OpenLedger(endpoint, userName);
            var options = new GatewayOptions(endpoint, certificate, userName, password)
            {
                Ledger = ledger,
                Protocols = Protocols,
                Trust = trust,
                Timeouts = Timeouts,
            };
            session = Await((log, stop) => GatewaySession.ConnectAsync(options, engine, log, stop));
        }
        catch (SkatFtpsException e)
        {
            ledger?.Dispose();
            certificate?.Dispose();
            ThrowTerminatingError(ToErrorRecord(e, Target));
            return;
        }

        ConnectedSessions.Current = session;
        WriteObject(session);
    }

    private SubmissionLedger? OpenLedger(GatewayEndpoint endpoint, string userName)
    {
        LedgerDatabase? database = Ledger();
        return database is null ? null : Await((_, stop) => SubmissionLedger.OpenAsync(database, endpoint.Host, userName, LedgerOwner.Current(), null, stop));
    }
}
