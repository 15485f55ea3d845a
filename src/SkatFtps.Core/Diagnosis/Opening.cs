using System;
using System.Collections.Generic;
using System.Net.Security;
using System.Security.Authentication;
using SkatFtps.Errors;
using SkatFtps.Ftp;
using SkatFtps.Ftp.Tls;

namespace SkatFtps.Diagnosis;

/// <summary>Watches a connection open and reports its stages; afterwards it counts data connections.</summary>
internal sealed class Opening : IFtpsObserver
{
    private readonly CheckReport _report;
    private readonly FtpsOptions _options;
    private readonly bool _canLogIn;
    private readonly SslProtocols? _refused;
    private Action? _verdict;

    /// <param name="report">Where the stages go; what is done is not said again.</param>
    /// <param name="options">Those of the connection.</param>
    /// <param name="canLogIn">False ends the opening once TLS stands.</param>
    /// <param name="refused">The TLS version that the server would not take before, or null.</param>
    public Opening(CheckReport report, FtpsOptions options, bool canLogIn, SslProtocols? refused)
    {
        _report = report;
        _options = options;
        _canLogIn = canLogIn;
        _refused = refused;
        options.Observer = this;
    }

    public List<int> ReachedPorts { get; } = [];

    public List<int> DeadPorts { get; } = [];

    /// <summary>For each data connection whose handshake succeeded: whether it resumed a session; null where TLS 1.3 hides it.</summary>
    public List<bool?> Resumptions { get; } = [];

    public void Reached(FtpsStep step, string detail)
    {
        GatewayStage stage = StageOf(step);
        if (step == FtpsStep.LoggedIn)
        {
            SettleCertificate();
        }

        if (_report.IsDone(stage))
        {
            return;
        }

        if (step == FtpsStep.NameResolved && Uri.CheckHostName(_options.Host) is UriHostNameType.IPv4 or UriHostNameType.IPv6)
        {
            _report.Warn(stage, "HostIsAddress", $"{_options.Host} is an address, not a name");
            return;
        }

        _report.Pass(stage, detail);
    }

    public void Secured(SslStream tls, TlsRecordObserver records)
    {
        string agreed = $"{tls.SslProtocol}, {TlsHandshake.CipherOf(tls)}";
        if (_refused is not null)
        {
            _report.Fail(
                GatewayStage.TlsVersion, nameof(FtpsFailure.TlsVersionRefused), $"The server refuses {_refused} and takes {agreed}",
                ErrorCatalogue.AdviceFor(nameof(FtpsFailure.TlsVersionRefused), "Other", ("version", tls.SslProtocol.ToString())));
        }
        else
        {
            _report.Pass(GatewayStage.TlsVersion, agreed);
        }

        ReportCertificate(tls, records);
        if (!_canLogIn)
        {
            SettleCertificate();
            throw new ExaminationEndedException();
        }
    }

    /// <summary>
    /// Says of the client certificate what is known, once the server has gone on: some servers judge it only after the handshake, and
    /// on TLS 1.3 all do.
    /// </summary>
    public void SettleCertificate()
    {
        _verdict?.Invoke();
        _verdict = null;
    }

    public void DataPort(int port, FtpsException? failure) => (failure is null ? ReachedPorts : DeadPorts).Add(port);

    public void DataSecured(bool? resumed) => Resumptions.Add(resumed);

    private void ReportCertificate(SslStream tls, TlsRecordObserver records)
    {
        if (_options.ClientCertificate is null)
        {
            _report.Skip(GatewayStage.ClientCertificate, "there is no certificate to send");
        }
        else if (tls.SslProtocol != SslProtocols.Tls12)
        {
            _verdict = () => _report.Pass(GatewayStage.ClientCertificate, "accepted; TLS 1.3 does not show more");
        }
        else if (records.Resumed)
        {
            _verdict = () => _report.Pass(GatewayStage.ClientCertificate, "accepted in an earlier TLS session, which was resumed");
        }
        else if (records.Received.SawCertificateRequest)
        {
            _verdict = () => _report.Pass(GatewayStage.ClientCertificate, "asked for, sent and accepted");
        }
        else
        {
            _verdict = () => _report.Warn(GatewayStage.ClientCertificate, "ClientCertificateNotAsked", "The server did not ask for it");
        }
    }

    private static GatewayStage StageOf(FtpsStep step) => step switch
    {
        FtpsStep.NameResolved => GatewayStage.Name,
        FtpsStep.Connected => GatewayStage.Port,
        FtpsStep.Greeted => GatewayStage.Banner,
        FtpsStep.TlsOffered => GatewayStage.AuthTls,
        FtpsStep.ServerTrusted => GatewayStage.ServerCertificate,
        FtpsStep.LoggedIn => GatewayStage.Login,
        FtpsStep.Protected => GatewayStage.Protection,
        _ => throw new ArgumentOutOfRangeException(nameof(step)),
    };
}
