using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Errors;
using SkatFtps.Files;
using SkatFtps.Ftp;
using SkatFtps.Gateway;
using SkatFtps.Session;
using SkatFtps.Status;
using SkatFtps.Text;

namespace SkatFtps.Diagnosis;

/// <summary>What is looked at once the login stands: data connections, session reuse, folders, /out and the clock.</summary>
internal sealed class ServerVisit(DoctorOptions options, FtpsConnection connection, Opening opening, CheckReport report) : IDisposable
{
    // A firewall rule for part of the range shows only over several ports; more listings would be a burden.
    private const int Listings = 8;

    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(5);

    private readonly DoctorOptions _options = options;
    private readonly FtpsConnection _connection = connection;
    private readonly Opening _opening = opening;
    private readonly CheckReport _report = report;
    private readonly bool _utc = connection.Info!.Features.Any(feature => feature.StartsWith("MLST", StringComparison.OrdinalIgnoreCase));
    private List<DirectoryEntry>? _root;
    private List<DirectoryEntry>? _out;
    private FtpsException? _failure;
    private GatewayStage _failureStage;

    /// <summary>The service folders, or none when they could not be listed.</summary>
    public IReadOnlyList<string> Services { get; private set; } = [];

    public async Task LookAroundAsync(CancellationToken stop)
    {
        for (int count = 0; count < Listings && _failure is null; count++)
        {
            await ListAsync(inOut: _root is not null && _out is null, stop).ConfigureAwait(false);
        }

        ReportPorts();
        ReportReuse();
        ReportFolders();
        ReportOut();
        if (!_options.Heartbeat)
        {
            ReportClock();
        }
    }

    public Task LeaveAsync(CancellationToken stop) => _connection.CloseAsync(stop);

    public void Dispose() => _connection.Dispose();

    /// <summary>By the newest time in the listings: a server cannot have seen what is still to come.</summary>
    public void ReportClock()
    {
        DateTime? newest = (_root ?? []).Concat(_out ?? []).Max(entry => entry.Modified);
        if (newest is null)
        {
            _report.Skip(GatewayStage.Clock, "the listings hold no time to compare with");
            return;
        }

        DateTimeOffset shown = _utc
            ? new DateTimeOffset(DateTime.SpecifyKind(newest.Value, DateTimeKind.Utc))
            : DanishTime.FromLocal(newest.Value);
        TimeSpan age = _options.Clock() - shown;
        if (age < -ClockTolerance)
        {
            _report.Warn(GatewayStage.Clock, "ClockDiffers", $"The newest time in the server's listings lies {-age.TotalMinutes:0}"
                + " minutes ahead of this machine's clock");
        }
        else if (age > TimeSpan.FromDays(1))
        {
            _report.Skip(GatewayStage.Clock, $"the newest time in the listings is {age.TotalDays:0} days old, which says nothing;"
                + " -Heartbeat brings a fresh one");
        }
        else
        {
            _report.Pass(GatewayStage.Clock, $"the newest time in the listings is {Math.Max(0, age.TotalMinutes):0} minutes old");
        }
    }

    private async Task ListAsync(bool inOut, CancellationToken stop)
    {
        var entries = new List<DirectoryEntry>();
        try
        {
            await _connection.ListAsync(inOut ? FolderOut() : null, entries.Add, stop).ConfigureAwait(false);
            if (inOut)
            {
                _out = entries;
            }
            else
            {
                _root ??= entries;
            }
        }
        catch (FtpsException e) when (e.Failure == FtpsFailure.DataPortUnreachable && e.SessionUsable)
        {
            // Counted; the next listing is given another port.
        }
        catch (FtpsException e)
        {
            _failure = e;
            _failureStage = StageOf(e, inOut);
        }
    }

    private FtpName FolderOut()
    {
        DirectoryEntry listed = _root!.FirstOrDefault(entry => IsOut(entry));
        return listed.Name ?? FtpName.FromText(OutFolder.Name);
    }

    private void ReportPorts()
    {
        List<int> reached = _opening.ReachedPorts;
        List<int> dead = _opening.DeadPorts;
        string detail = $"{reached.Count} of {reached.Count + dead.Count} data ports reached"
            + (reached.Count > 0 ? $" ({string.Join(", ", reached)})" : string.Empty)
            + (dead.Count > 0 ? $", not {string.Join(", ", dead)}" : string.Empty);
        if (FailedAt(GatewayStage.DataConnections))
        {
            ReportFailure();
        }
        else if (reached.Count == 0 && dead.Count == 0)
        {
            _report.Skip(GatewayStage.DataConnections, "no listing came so far");
        }
        else if (reached.Count == 0)
        {
            _report.Fail(GatewayStage.DataConnections, nameof(FtpsFailure.DataPortUnreachable), detail);
        }
        else if (dead.Count >= reached.Count)
        {
            _report.Fail(GatewayStage.DataConnections, "DataPortsPartlyBlocked", detail);
        }
        else if (dead.Count > 0)
        {
            _report.Warn(GatewayStage.DataConnections, "DataPortsPartlyBlocked", detail);
        }
        else
        {
            _report.Pass(GatewayStage.DataConnections, detail);
        }
    }

    private void ReportReuse()
    {
        if (FailedAt(GatewayStage.SessionReuse))
        {
            ReportFailure();
            return;
        }

        int known = _opening.Resumptions.Count(one => one is not null);
        int resumed = _opening.Resumptions.Count(one => one == true);
        if (known == 0)
        {
            _report.Skip(
                GatewayStage.SessionReuse,
                _opening.Resumptions.Count > 0 ? "TLS 1.3 does not show it; the server did not insist" : "no data connection was secured");
        }
        else if (resumed == known)
        {
            _report.Pass(GatewayStage.SessionReuse, $"{resumed} of {known} data connections resumed the TLS session");
        }
        else
        {
            _report.Warn(
                GatewayStage.SessionReuse, "TlsSessionNotReused",
                $"{resumed} of {known} data connections resumed the TLS session, on {RuntimeInformation.FrameworkDescription}",
                ErrorCatalogue.AdviceFor("TlsSessionNotReused", WhyNotReused()));
        }
    }

    private string? WhyNotReused() =>
        Uri.CheckHostName(_options.Endpoint.Host) is UriHostNameType.IPv4 or UriHostNameType.IPv6 ? "Address"
        : UnixFile.IsUnix && Environment.Version.Major < 9 ? "OldRuntime"
        : null;

    private void ReportFolders()
    {
        if (FailedAt(GatewayStage.Folders))
        {
            ReportFailure();
            return;
        }

        if (_root is null)
        {
            _report.Skip(GatewayStage.Folders, "no listing came through");
            return;
        }

        Services = _root.Where(
            entry => entry.IsFolder != false && !IsOut(entry)).Select(entry => entry.Name.Text).OrderBy(
                name => name, StringComparer.OrdinalIgnoreCase).ToArray();
        if (Services.Count == 0)
        {
            _report.Warn(GatewayStage.Folders, "NoServicesVisible", "no service folder is visible");
        }
        else
        {
            _report.Pass(GatewayStage.Folders, $"{Services.Count} visible: {Printable.Escape(string.Join(", ", Services))}");
        }
    }

    private void ReportOut()
    {
        if (_out is not null)
        {
            _report.Pass(GatewayStage.Out, $"{_out.Count} files");
        }
        else if (FailedAt(GatewayStage.Out))
        {
            _report.Fail(GatewayStage.Out, "OutNotReadable", _failure!.Message);
        }
        else
        {
            _report.Skip(GatewayStage.Out, "no data connection was left for it");
        }
    }

    private void ReportFailure() =>
        _report.Fail(_failureStage, GatewayAdvice.IdOf(_failure!), _failure!.Message, GatewayAdvice.For(_failure, _options.Endpoint));

    private bool FailedAt(GatewayStage stage) => _failure is not null && _failureStage == stage;

    private GatewayStage StageOf(FtpsException e, bool inOut) => e.Failure switch
    {
        FtpsFailure.TlsSessionReuseRequired => GatewayStage.SessionReuse,
        FtpsFailure.PassiveRefused or FtpsFailure.DataHandshakeFailed or FtpsFailure.DataCertificateChanged
            or FtpsFailure.DataPortUnreachable => GatewayStage.DataConnections,
        _ when inOut => GatewayStage.Out,
        _ when _root is null => GatewayStage.Folders,
        _ => GatewayStage.DataConnections,
    };

    private static bool IsOut(DirectoryEntry entry) => OutFolder.Is(entry.Name.Text);
}
