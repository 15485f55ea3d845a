using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Ftp;
using SkatFtps.Ledger;

namespace SkatFtps.Session;

/// <summary>What uploads have shown of the servers behind one name, each by its address and greeting.</summary>
/// <param name="ledger">Keeps it across sessions; null: nothing does.</param>
internal sealed class ServerEnds(SubmissionLedger? ledger)
{
    private readonly SubmissionLedger? _ledger = ledger;
    private readonly Dictionary<(string Peer, string Greeting), ServerEnd> _known = new();
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>That nothing can be told from a server's end was said in this session.</summary>
    public bool Told { get; set; }

    public async Task<ServerEnd> OfAsync(FtpsConnectionInfo server, CancellationToken stop)
    {
        await _turn.WaitAsync(stop).ConfigureAwait(false);
        try
        {
            (string, string) key = (server.PeerAddress, server.Greeting);
            if (!_known.TryGetValue(key, out ServerEnd? end))
            {
                ServerEndRecord? kept = _ledger is null
                    ? null
                    : await _ledger.Servers.FindAsync(server.PeerAddress, server.Greeting, stop).ConfigureAwait(false);
                _known[key] = end = new ServerEnd(this, server, _ledger, kept);
            }

            return end;
        }
        finally
        {
            _turn.Release();
        }
    }
}
