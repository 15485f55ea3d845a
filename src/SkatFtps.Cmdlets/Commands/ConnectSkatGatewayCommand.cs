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

    /// <summary>Goes on with a ledger that is not the one that was here before, or an earlier state of it.</summary>
    [Parameter]
    public SwitchParameter AcceptRestoredLedger { get; set; }

    /// <summary>Upgrades a ledger that other installations use too.</summary>
    [Parameter]
    public SwitchParameter UpgradeLedger { get; set; }

    protected override void ProcessRecord()
    {
        GatewaySession? session = null;
        OcesCertificate? certificate = null;
        SubmissionLedger? ledger = null;
        try
        {
            Func<FtpsOptions, IFtpsConnection> engine = Engine == "FluentFtp" ? FtpsEngines.FluentFtp() : FtpsEngines.Own;
            GatewayEndpoint endpoint = Endpoint();
            TlsServerTrust trust = Trust();
            certificate = LoadCertificate();
            certificate.Validate(
                DateTimeOffset.Now, endpoint.IsSkats && !Force ? endpoint.Environment == GatewayEnvironment.Production : null);
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
            AcceptLedger(session);
        }
        catch (SkatFtpsException e)
        {
            session?.Dispose();
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
        if (NoLedger && (AcceptRestoredLedger || UpgradeLedger))
        {
            throw GatewayException.InCase("LedgerAmbiguous", "None", "-AcceptRestoredLedger or -UpgradeLedger was given with -NoLedger.");
        }

        LedgerDatabase? database = Ledger();
        if (database is null)
        {
            return null;
        }

        var options = new LedgerOptions { AcceptRestored = AcceptRestoredLedger, Upgrade = UpgradeLedger };
        SubmissionLedger ledger = Await(
            (_, stop) => SubmissionLedger.OpenAsync(database, endpoint.Host, userName, LedgerOwner.Current(), options, stop));
        foreach (string warning in ledger.Warnings)
        {
            WriteWarning(warning);
        }

        return ledger;
    }

    private void AcceptLedger(GatewaySession session)
    {
        if (AcceptRestoredLedger)
        {
            int taken = Await(session.AcceptLedgerAsync);
            WriteWarning($"The ledger {session.LedgerLocation} was accepted as it is; {taken} names that it did not know were taken as"
                + " spent, for their statuses lie in /out. What was sent since and has no status there it does not know.");
        }
    }
}
