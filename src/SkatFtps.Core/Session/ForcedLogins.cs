using System.Collections.Generic;
using SkatFtps.Ftp;

namespace SkatFtps.Session;

/// <summary>
/// Bounds the logins of one session that its own caution costs: those after a connection that had to be given up. One that the server ended
/// while nothing was asked, or announced to end (421), is none of them.
/// </summary>
internal sealed class ForcedLogins
{
    /// <summary>Without a file sent or fetched, or a listing read whole, in between.</summary>
    public const int MostInARow = 3;

    private bool _due;
    private int _inARow;
    private bool _repeatTold;
    private bool _boundTold;

    /// <summary>The connection had to be given up.</summary>
    public void Demand() => _due = true;

    /// <summary>An operation failed: notes whether the next login is a forced one.</summary>
    public void Failed(FtpsException e)
    {
        bool endedByServer = e.Reply?.Code == 421 || e is { Failure: FtpsFailure.ConnectionLost, MayGoAnew: true };
        _due |= !e.SessionUsable && !endedByServer;
    }

    /// <summary>A file was sent or fetched, or a listing read whole.</summary>
    public void Progressed() => _inARow = 0;

    /// <summary>To be called before a login.</summary>
    /// <param name="bounded">False for what only looks, as a wait does: one login a look.</param>
    /// <param name="log">Is told of the bound once.</param>
    /// <exception cref="GatewayException">LoginsWithoutProgress: it is not to be made.</exception>
    /// <returns>Whether it is a forced one.</returns>
    public bool Begin(bool bounded, IProtocolLog log)
    {
        if (!_due)
        {
            return false;
        }

        if (bounded && _inARow >= MostInARow)
        {
            string fact = $"The connection had to be given up {MostInARow + 1} times in a row without a file sent or fetched in between.";
            if (!_boundTold)
            {
                _boundTold = true;
                log.Write(ProtocolLogKind.Warning, fact + " No further login is made for the files that are left; none of them was sent.");
            }

            throw new GatewayException("LoginsWithoutProgress", fact);
        }

        _due = false;
        _inARow++;
        return true;
    }

    /// <summary>Tells what the server said unasked: of it the first time in a session, and only in the dialogue after that.</summary>
    public void Tell(IReadOnlyList<FtpReply> unasked, IProtocolLog log)
    {
        log.Write(
            _repeatTold ? ProtocolLogKind.Note : ProtocolLogKind.Warning,
            $"The server said something that no command had asked for ({string.Join("; ", unasked)}), so the connection was given up."
                + " Each time costs a login.");
        _repeatTold = true;
    }
}
