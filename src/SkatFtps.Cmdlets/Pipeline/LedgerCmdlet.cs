using System;
using System.Data.Common;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Cmdlets.Parameters;
using SkatFtps.Ledger;
using SkatFtps.Ledger.Sql;

namespace SkatFtps.Cmdlets;

/// <summary>
/// What the cmdlets that read the ledger share: the ledger of the session, connected or not, or, with -UserName, one that is opened
/// for this command alone, without any network.
/// </summary>
public abstract class LedgerCmdlet : GatewayCmdlet
{
    /// <summary>The current one otherwise.</summary>
    [Parameter]
    public GatewaySession? Session { get; set; }

    /// <summary>Whose ledger, where there is no session.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? UserName { get; set; }

    /// <summary>Of which gateway, with -UserName.</summary>
    [Parameter]
    [ValidateSet("Test", "Production")]
    public string? Environment { get; set; }

    /// <summary>Of which host, with -UserName, in place of -Environment.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? HostName { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? LedgerPath { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? LedgerConnectionString { get; set; }

    [Parameter]
    [Credential]
    public PSCredential? LedgerCredential { get; set; }

    [Parameter]
    [ValidateNotNull]
    public DbConnection? LedgerConnection { get; set; }

    private SubmissionLedger? _opened;

    /// <summary>Opened once for a command.</summary>
    /// <exception cref="SkatFtpsException">LedgerAmbiguous, LedgerRequired, or the ledger cannot be used.</exception>
    internal SubmissionLedger OpenLedger()
    {
        bool named = LedgerPath is not null
            || LedgerConnectionString is not null
            || LedgerCredential is not null
            || LedgerConnection is not null;
        if (UserName is null && !named && Environment is null && HostName is null)
        {
            return SessionOrCurrent(Session).Ledger ?? throw GatewayException.InCase(
                "LedgerRequired", "Named", "This session has no ledger.");
        }

        if (_opened is not null)
        {
            return _opened;
        }

        if (Session is not null || UserName is null || Environment is null == HostName is null)
        {
            throw GatewayException.InCase("LedgerAmbiguous", "Whose", "It is not clear whose ledger is meant.");
        }

        string host = HostName ?? GatewayEndpoint.Of((GatewayEnvironment)Enum.Parse(typeof(GatewayEnvironment), Environment!)).Host;
        LedgerDatabase database = LedgerChoice.Of(
            LedgerPath is null ? null : GetUnresolvedProviderPathFromPSPath(LedgerPath), LedgerConnectionString, LedgerCredential,
            LedgerConnection, none: false)!;
        _opened = Await((_, stop) => SubmissionLedger.OpenAsync(database, host, UserName, LedgerOwner.Current(), null, stop));
        foreach (string warning in _opened.Warnings)
        {
            WriteWarning(warning);
        }

        return _opened;
    }

    /// <summary>Runs work on the ledger; what it refuses ends the command.</summary>
    internal void WithLedger(Func<SubmissionLedger, CancellationToken, Task> work)
    {
        try
        {
            SubmissionLedger ledger = OpenLedger();
            Await((_, stop) => work(ledger, stop));
        }
        catch (SkatFtpsException e)
        {
            ThrowTerminatingError(ToErrorRecord(e, LedgerPath ?? (object?)Session ?? UserName));
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _opened?.Dispose();
        }

        base.Dispose(disposing);
    }
}
