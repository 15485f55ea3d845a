using System;
using System.Management.Automation;
using System.Net;
using SkatFtps.Cmdlets.Completion;
using SkatFtps.Cmdlets.Parameters;
#if NET
using System.IO;
using System.Net.Sockets;
using SkatFtps.Simulator;
using SkatFtps.Simulator.Options;
#endif

namespace SkatFtps.Cmdlets;

[Cmdlet(VerbsLifecycle.Start, "SkatSimulator")]
[OutputType(typeof(SkatSimulator))]
public sealed class StartSkatSimulatorCommand : GatewayCmdlet
{
    /// <summary>0 takes a free port.</summary>
    [Parameter]
    [ValidateRange(0, 65535)]
    public int Port { get; set; }

    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(ServiceCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Service { get; set; }

    /// <summary>Seconds to status 1; status 2 and status 3 follow at the same distance.</summary>
    [Parameter]
    [ValidateRange(0.0, 86400.0)]
    public double StatusDelaySeconds { get; set; }

    /// <summary>Where its certificates go; a temporary folder otherwise.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Directory { get; set; }

#if NET
    protected override void EndProcessing()
    {
        TimeSpan delay = TimeSpan.FromSeconds(StatusDelaySeconds);
        var options = new SimulatorOptions
        {
            Port = Port,
            JudgesContent = true,
            DeliveredAfter = delay,
            AcceptedAfter = delay + delay,
            ExposedAfter = delay + delay + delay,
            Directory = Directory is null ? null : GetUnresolvedProviderPathFromPSPath(Directory),
        };
        if (Service is not null)
        {
            options.Services = Service;
        }

        SkatSimulator simulator;
        try
        {
            SimulatedGateway gateway = SimulatedGateway.Start(options);
            GatewayAccount account = gateway.Account;
            simulator = new SkatSimulator(
                () => gateway.DisposeAsync().AsTask(), gateway.Host, gateway.Port, account.UserName, Secure(account.Password),
                account.CertificatePath,
                Secure(account.CertificatePassword), gateway.TrustedRootPath, account.Services, gateway.Directory);
        }
        catch (Exception e) when (e is SocketException or IOException or UnauthorizedAccessException)
        {
            ThrowTerminatingError(ToErrorRecord(
                new GatewayException("SimulatorFailed", $"The simulator cannot start: {e.Message}", null, e), null));
            return;
        }

        RunningSimulators.Add(simulator);
        WriteObject(simulator);
    }

    private static System.Security.SecureString Secure(string text) => new NetworkCredential(string.Empty, text).SecurePassword;
#else
    protected override void EndProcessing() => ThrowTerminatingError(ToErrorRecord(
        new GatewayException("SimulatorNotSupported", "The simulator needs PowerShell 7.4 or later."), null));
#endif
}
