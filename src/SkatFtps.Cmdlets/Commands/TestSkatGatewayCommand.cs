using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using SkatFtps.Diagnosis;

namespace SkatFtps.Cmdlets;

[Cmdlet(VerbsDiagnostic.Test, "SkatGateway", DefaultParameterSetName = EnvironmentPath, SupportsShouldProcess = true)]
[OutputType(typeof(GatewayCheck))]
public sealed class TestSkatGatewayCommand : GatewayConnectionCmdlet
{
    /// <summary>Sends a ping where FTPSGW.Heartbeat is visible, and waits for its answer.</summary>
    [Parameter]
    public SwitchParameter Heartbeat { get; set; }

    /// <summary>How long to wait for the ping's answer.</summary>
    [Parameter]
    [ValidateRange(1, 86400)]
    public int HeartbeatSeconds { get; set; } = 300;

    protected override void ProcessRecord()
    {
        DoctorOptions options;
        try
        {
            options = new DoctorOptions(Endpoint()) { Trust = Trust() };
        }
        catch (SkatFtpsException e)
        {
            // Where to go is not known, so there is nothing to examine.
            ThrowTerminatingError(ToErrorRecord(e, Target));
            return;
        }

        options.Protocols = Protocols;
        options.Timeouts = Timeouts;
        options.IgnoreEnvironment = Force;

        // The one thing in it that sends.
        options.Heartbeat = Heartbeat && ShouldProcess(Target, "Send a ping to FTPSGW.Heartbeat");
        options.HeartbeatPatience = TimeSpan.FromSeconds(HeartbeatSeconds);
        options.CertificateProblem = Try(() => options.Certificate = LoadCertificate());
        options.LoginProblem = Try(() =>
        {
            if (options.Certificate is not null || UserName is not null || Credential is not null)
            {
                options.UserName = ResolveUserName(options.Endpoint, options.Certificate);
                options.Password = ResolvePassword(options.UserName);
            }
        });
        options.LedgerProblem = Try(() => options.Ledger = Ledger());

        var found = new List<GatewayCheck>();
        try
        {
            Await((log, stop) => GatewayDoctor.ExamineAsync(options, check => Post(() => Write(check, found)), log, stop));
        }
        finally
        {
            options.Certificate?.Dispose();
        }

        // In words, the worst first, where the eye is when the table has gone by.
        foreach (GatewayCheck check in found.Where(
            check => check.Result >= GatewayCheckResult.Warning).OrderByDescending(check => check.Result))
        {
            WriteWarning(
                $"{check.Stage} {(check.Result == GatewayCheckResult.Failed ? "failed" : "works, but")}: {check.Detail.TrimEnd('.')}. {check.Advice}".TrimEnd());
        }
    }

    private void Write(GatewayCheck check, List<GatewayCheck> found)
    {
        found.Add(check);
        WriteObject(check);
    }

    private static SkatFtpsException? Try(Action action)
    {
        try
        {
            action();
            return null;
        }
        catch (SkatFtpsException e)
        {
            return e;
        }
    }
}
