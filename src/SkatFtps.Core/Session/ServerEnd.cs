using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Ftp;
using SkatFtps.Ledger;

namespace SkatFtps.Session;

/// <summary>
/// Whether one server ends its side of an upload's data connection, learned from what it does: within a login by one confirmed upload,
/// across logins by three. Where it does, a confirmation without it is doubt: a box that ends the connection makes some servers store a
/// part and say 226.
/// </summary>
/// <param name="all">What is known of the others.</param>
/// <param name="server">Which.</param>
/// <param name="ledger">Where it is kept, or null.</param>
/// <param name="kept">What the ledger had, or null.</param>
internal sealed class ServerEnd(ServerEnds all, FtpsConnectionInfo server, SubmissionLedger? ledger, ServerEndRecord? kept)
{
    /// <summary>Confirmed uploads with it that make it known for later logins.</summary>
    public const int Confirmations = 3;

    /// <summary>Doubts in a row after which nothing more is sent, and arrivals among the doubts after which it is unlearned.</summary>
    public const int MostDoubts = 2;

    // Enough to see two of them arrive.
    private const int KeptDoubts = 10;

    private readonly ServerEnds _all = all;
    private readonly FtpsConnectionInfo _server = server;
    private readonly SubmissionLedger? _ledger = ledger;
    private ServerEndRecord _known = kept ?? ServerEndRecord.None;
    private bool _cameNever;

    /// <summary>Whether it is worth waiting for: not where it never came.</summary>
    public bool IsAwaited(GatewaySession session) => IsExpected(session) || !_cameNever;

    /// <summary>
    /// This server has been seen to send it, so that it was cut off where it does not come. After a doubt a login is made anew, and what
    /// was learned within the last one goes on to hold until it is heard again.
    /// </summary>
    public bool IsExpected(GatewaySession session) =>
        !_known.Unlearned && (session.HeardServerEnd || _known.InRow > 0 || _known.Confirmed >= Confirmations);

    /// <summary>To be called before a file is sent.</summary>
    /// <exception cref="GatewayException">ServerEndMissing: two doubts in a row, of which neither is settled.</exception>
    public async Task EnsureTrustedAsync(IProtocolLog log, CancellationToken stop)
    {
        ServerEndRecord known = _known;
        if (known.Doubts.Count < MostDoubts)
        {
            return;
        }

        int arrived = 0;
        bool settled = false;
        for (int i = 0; i < known.Doubts.Count; i++)
        {
            SubmissionState? state = _ledger is null
                ? null
                : (await _ledger.Submissions.FindAsync(known.Doubts[i], stop).ConfigureAwait(false))?.State;
            arrived += state is SubmissionState.Delivered or SubmissionState.Accepted or SubmissionState.Answered or SubmissionState.Failed
                ? 1
                : 0;
            settled |= i >= known.Doubts.Count - known.InRow && state is not (null or SubmissionState.InDoubt or SubmissionState.Sending);
        }

        if (arrived >= MostDoubts)
        {
            log.Write(ProtocolLogKind.Warning, $"{arrived} files that the gateway had confirmed without ending the data connection have"
                + " arrived, so nothing is concluded from that any more.");
            await KeepAsync(new ServerEndRecord(0, 0, [], unlearned: true), log).ConfigureAwait(false);
        }
        else if (settled)
        {
            await KeepAsync(new ServerEndRecord(known.Confirmed, 0, known.Doubts, known.Unlearned), log).ConfigureAwait(false);
        }
        else if (known.InRow >= MostDoubts)
        {
            throw new GatewayException("ServerEndMissing", $"{known.InRow} files in a row were confirmed without the end that this"
                + $" gateway puts to its data connections: {string.Join(", ", known.Doubts)}.");
        }
    }

    /// <summary>A file was confirmed: is it sent?</summary>
    /// <param name="session">On which.</param>
    /// <param name="fileName">As sent.</param>
    /// <param name="heard">The server's close_notify was read.</param>
    /// <param name="log">Is told, once a session, where nothing can be concluded.</param>
    /// <exception cref="GatewayException">SubmissionInDoubt.</exception>
    public async Task JudgeAsync(GatewaySession session, string fileName, bool heard, IProtocolLog log)
    {
        ServerEndRecord known = _known;
        bool expected = IsExpected(session);
        if (heard)
        {
            session.HeardServerEnd = true;
            if (known.InRow > 0 || (known.Confirmed < Confirmations && !known.Unlearned))
            {
                await KeepAsync(
                    new ServerEndRecord(
                        known.Unlearned ? 0 : Math.Min(known.Confirmed + 1, Confirmations), 0, known.Doubts, known.Unlearned),
                    log).ConfigureAwait(false);
            }

            return;
        }

        if (expected)
        {
            string[] doubts = [.. known.Doubts.Skip(known.Doubts.Count - KeptDoubts + 1), fileName];
            await KeepAsync(new ServerEndRecord(known.Confirmed, known.InRow + 1, doubts, known.Unlearned), log).ConfigureAwait(false);
            throw new GatewayException(
                "SubmissionInDoubt",
                "The gateway confirmed it (226), but did not end its side of the data connection, as it does when it has read a file to"
                    + " its end: something on the way may have cut it short.")
            {
                MayHaveArrived = true,
                SessionUsable = true,
            };
        }

        _cameNever = true;
        if (known.Confirmed > 0)
        {
            await KeepAsync(new ServerEndRecord(0, known.InRow, known.Doubts, known.Unlearned), log).ConfigureAwait(false);
        }

        if (!_all.Told)
        {
            _all.Told = true;
            log.Write(ProtocolLogKind.Warning, $"The gateway confirmed '{fileName}' and did not end its side of the data connection, so"
                + " that a file that something on the way cuts short could not be told. ServerEndedTls is False.");
        }
    }

    // A ledger that cannot take it leaves it to the next session to learn anew.
    private async Task KeepAsync(ServerEndRecord known, IProtocolLog log)
    {
        _known = known;
        if (_ledger is null)
        {
            return;
        }

        try
        {
            await _ledger.Servers.KeepAsync(_server.PeerAddress, _server.Greeting, known, CancellationToken.None).ConfigureAwait(false);
        }
        catch (LedgerException e)
        {
            log.Write(ProtocolLogKind.Warning, "What the gateway's end of a data connection tells could not be recorded: " + e.Message);
        }
    }
}
