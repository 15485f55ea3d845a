using System;
using System.IO;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Simulator.Control;
using SkatFtps.Simulator.Scripting;

namespace SkatFtps.Simulator.Data;

/// <summary>The data connections of one session: the passive port, and the transfer that runs over it.</summary>
internal sealed class DataTransfers(ControlSession session) : IAsyncDisposable
{
    private PassiveListener? _listener;
    private DataConnection? _data;
    private CancellationTokenSource? _transferStop;
    private CancellationTokenSource? _acceptStop;
    private bool? _cutWithReset;

    /// <summary>From the command until just before its last reply.</summary>
    internal bool InProgress { get; private set; }

    /// <summary>Cancelled by ABOR and when the gateway stops.</summary>
    internal CancellationToken Stop => _transferStop?.Token ?? CancellationToken.None;

    internal bool HasListener => _listener is not null;

    internal int Listen()
    {
        _listener?.Dispose();
        _listener = new PassiveListener(session.Channel.Local, session.Channel.Peer);
        int port = _listener.Port;
        if (!session.NextPortDead)
        {
            return port;
        }

        session.NextPortDead = false;
        _listener.Dispose();
        _listener = null;
        return port;
    }

    internal void Begin(CancellationToken stop)
    {
        _transferStop?.Dispose();
        _acceptStop?.Dispose();
        _transferStop = CancellationTokenSource.CreateLinkedTokenSource(stop);
        _acceptStop = CancellationTokenSource.CreateLinkedTokenSource(_transferStop.Token);
        _cutWithReset = null;
        InProgress = true;
    }

    /// <summary>To be called before the transfer's last reply, since the client may send its next command on reading it.</summary>
    internal void AboutToReply() => InProgress = false;

    /// <summary>Sends 150.</summary>
    internal Task AnnounceAsync(CancellationToken stop) =>
        session.ReplyAsync(150, $"Opening {(session.Type == 'A' ? "ASCII" : "BINARY")} mode data connection", stop);

    /// <summary>Accepts the data connection and puts TLS on it.</summary>
    /// <exception cref="DataConnectionException">It was not made in time, or the handshake failed.</exception>
    internal async Task<DataConnection> OpenAsync(string argument, CancellationToken stop)
    {
        using CancellationTokenSource patience = new(session.Options.DataConnectionTimeout, session.Options.Clock);
        using CancellationTokenSource accept = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, _acceptStop!.Token);

        // A client that is gone may have sent its whole file behind the end of its handshake.
        using CancellationTokenSource handshake = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, stop);
        await ContinueAsync(GatewayStep.DataAccept, argument, stop).ConfigureAwait(false);
        try
        {
            DataConnection data = _data = new DataConnection(await _listener!.AcceptAsync(accept.Token).ConfigureAwait(false));
            if (_cutWithReset is not null)
            {
                CutData(_cutWithReset.Value);
            }

            await ContinueAsync(GatewayStep.DataHandshake, argument, stop).ConfigureAwait(false);
            HandshakeFault fault = session.NextHandshake;
            session.NextHandshake = new HandshakeFault();
            await data.SecureAsync(session.Gateway.Tls, fault, handshake.Token).ConfigureAwait(false);
            CheckCertificate(data);
            return data;
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            throw new DataConnectionException(425, "No data connection was made", null);
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException
            or System.Security.Authentication.AuthenticationException)
        {
            throw new DataConnectionException(425, "TLS handshake on the data connection failed: " + e.GetBaseException().Message, e);
        }
        finally
        {
            // A passive port serves one transfer.
            _listener?.Dispose();
            _listener = null;
        }
    }

    /// <summary>Ends the data connection of the transfer, with close_notify unless it was cut before.</summary>
    internal async Task EndDataAsync()
    {
        if (_data is not null)
        {
            await _data.EndAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Takes the data connection down now, or as soon as it is accepted.</summary>
    internal void CutData(bool reset)
    {
        _cutWithReset = reset;
        if (_data is null)
        {
            return;
        }

        if (reset)
        {
            _data.Reset();
        }
        else
        {
            _data.Drop();
        }
    }

    internal async Task AbortAsync()
    {
        if (_transferStop is not null)
        {
            await _transferStop.CancelAsync().ConfigureAwait(false);
        }

        _data?.Drop();
    }

    /// <summary>
    /// The client is gone. What it has sent on an open data connection is still read to its end: a process that dies after the
    /// last byte has delivered its file.
    /// </summary>
    internal void ControlLost() => _acceptStop?.Cancel();

    /// <summary>Forgets the transfer's data connection.</summary>
    internal async Task FinishAsync()
    {
        _listener?.Dispose();
        _listener = null;
        if (_data is null)
        {
            return;
        }

        await _data.DisposeAsync().ConfigureAwait(false);
        _data = null;
    }

    public async ValueTask DisposeAsync()
    {
        await FinishAsync().ConfigureAwait(false);
        _transferStop?.Dispose();
        _acceptStop?.Dispose();
    }

    private async Task ContinueAsync(string step, string argument, CancellationToken stop)
    {
        if (await session.AtAsync(step, argument, stop).ConfigureAwait(false) != StepOutcome.Proceed)
        {
            throw new DataConnectionException(0, "The script has answered", null);
        }
    }

    private void CheckCertificate(DataConnection data)
    {
        if (session.Options.RequireTlsResumption && !data.Resumed)
        {
            throw new DataConnectionException(425, "TLS session of data connection not resumed", null);
        }

        X509Certificate2? control = session.Channel.ClientCertificate;
        X509Certificate2? own = data.ClientCertificate;
        // A resumed TLS 1.3 session may come without the certificate that opened it.
        bool same = control is null || (own is null ? data.Resumed : own.RawDataMemory.Span.SequenceEqual(control.RawDataMemory.Span));
        if (!same)
        {
            throw new DataConnectionException(425, "The data connection shows another client certificate", null);
        }
    }
}
