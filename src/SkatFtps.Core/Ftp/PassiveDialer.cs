using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace SkatFtps.Ftp;

/// <summary>Asks for a data port (EPSV, PASV) and opens TCP to it, always to the control connection's peer.</summary>
internal sealed class PassiveDialer(FtpControlConnection control, FtpsOptions options, bool extendedPassive)
{
    private readonly FtpControlConnection _control = control;
    private readonly FtpsOptions _options = options;
    private bool _extended = extendedPassive || control.Peer.AddressFamily == AddressFamily.InterNetworkV6;

    /// <exception cref="FtpsException">DataPortUnreachable after three ports; PassiveRefused.</exception>
    public async Task<FtpDataConnection> ConnectAsync(CancellationToken stop)
    {
        var tried = new int[_options.PassivePorts];
        for (int attempt = 0; ; attempt++)
        {
            int port = tried[attempt] = await AskPortAsync(stop).ConfigureAwait(false);
            if (_options.DataPorts is not null && !_options.DataPorts.Contains(port))
            {
                _control.Log?.Write(ProtocolLogKind.Warning, $"The server chose data port {port}, outside the published range"
                    + $" {_options.DataPorts}; a firewall may block it.");
            }

            try
            {
                FtpDataConnection data = await FtpDataConnection.ConnectAsync(
                    _control.Peer, port, _options.Timeouts.DataConnect, stop).ConfigureAwait(false);
                _options.Observer?.DataPort(port, null);
                return data;
            }
            catch (FtpsException e)
            {
                _options.Observer?.DataPort(port, e);
                if (attempt + 1 == tried.Length)
                {
                    throw new FtpsException(
                        FtpsFailure.DataPortUnreachable,
                        $"None of the data ports {string.Join(", ", tried)} of {_control.Peer} can be reached: {e.Message}",
                        e)
                    {
                        SessionUsable = true,
                    };
                }

                _control.Log?.Write(
                    ProtocolLogKind.Warning, $"Data port {port} cannot be reached ({e.Message.TrimEnd('.')}); asking for another.");
            }
        }
    }

    private async Task<int> AskPortAsync(CancellationToken stop)
    {
        FtpReply reply = await AskAsync(_extended ? "EPSV" : "PASV", stop).ConfigureAwait(false);
        if (reply.Code is >= 500 and < 600 && (!_extended || _control.Peer.AddressFamily == AddressFamily.InterNetwork))
        {
            _extended = !_extended;
            reply = await AskAsync(_extended ? "EPSV" : "PASV", stop).ConfigureAwait(false);
        }

        if (reply.Code is not (227 or 229))
        {
            throw new FtpsException(FtpsFailure.PassiveRefused, $"The server gives no data port: {reply}")
            {
                Reply = reply,
                SessionUsable = reply.Code != 421,
            };
        }

        return PassiveEndpoint.PortOf(reply);
    }

    private async Task<FtpReply> AskAsync(string verb, CancellationToken stop)
    {
        await _control.SendAsync(FtpCommand.Plain(verb), _options.Timeouts.Reply, stop).ConfigureAwait(false);
        return await _control.ReadReplyAsync(verb, _options.Timeouts.Reply, FtpsFailure.ReplyTimedOut, stop).ConfigureAwait(false);
    }
}
