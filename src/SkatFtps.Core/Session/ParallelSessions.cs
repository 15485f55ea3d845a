using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Ftp;

namespace SkatFtps.Session;

/// <summary>
/// A session, and beside it as many more of the same account as transfers run at the same time. The others are opened when work waits
/// and closed with this object; they share the first one's certificate and ledger, so a name is promised once whichever session sends it.
/// </summary>
public sealed class ParallelSessions
{
    /// <summary>More than this no gateway was seen to gain from.</summary>
    public const int MaximumLimit = 32;

    // Beside SKAT's own hosts, which say nothing of how many logins an account may have.
    private const int LimitElsewhere = 4;

    private readonly GatewaySession _first;
    private readonly SemaphoreSlim _free;
    private readonly Stack<Numbered> _idle = new();
    private readonly List<GatewaySession> _others = new();
    private readonly int _limit;
    private Task? _connected;
    private int _number = 1;
    private int _standing = 1;
    private bool _refused;

    /// <param name="first">Stays open when this is closed.</param>
    /// <param name="limit">How many sessions at most, the first one included: 1 to <see cref="MaximumLimit"/>.</param>
    public ParallelSessions(GatewaySession first, int limit)
    {
        if (limit is < 1 or > MaximumLimit)
        {
            throw new ArgumentOutOfRangeException(nameof(limit));
        }

        _first = first;
        _limit = limit;
        _free = new SemaphoreSlim(limit, limit);
        _idle.Push(new Numbered(first, 1));
    }

    /// <summary>1 on SKAT's own hosts, 4 on others.</summary>
    public static int DefaultLimitFor(GatewaySession session) => session.Endpoint.IsSkats ? 1 : LimitElsewhere;

    /// <summary>
    /// Runs work on a session that nothing else runs on; opens another where none is idle and the limit allows it. Where the gateway
    /// refuses another, or one that was dropped and logs in anew, that one ends alone: the work goes on with those that stand, and no
    /// further one is tried.
    /// </summary>
    /// <param name="work">Is given the session and what its dialogue goes to.</param>
    /// <param name="log">Receives the dialogues; the lines of each session but the first begin with its number.</param>
    /// <param name="stop">Cancels.</param>
    public async Task<T> RunAsync<T>(Func<GatewaySession, IProtocolLog, Task<T>> work, IProtocolLog log, CancellationToken stop)
    {
        if (_limit > 1)
        {
            await ConnectFirstAsync(log, stop).ConfigureAwait(false);
        }

        while (true)
        {
            Numbered taken = await TakeAsync(log, stop).ConfigureAwait(false);
            bool ended = false;
            try
            {
                return await work(taken.Session, taken.LogTo(log)).ConfigureAwait(false);
            }
            catch (GatewayException e) when (taken.Session.LoginRefusal == e.ErrorId)
            {
                // It was dropped and may not come back. Nothing of the work was done, so it goes on where a session still stands.
                ended = TryEnd(taken, log, e);
                if (!ended)
                {
                    throw;
                }
            }
            finally
            {
                if (!ended)
                {
                    lock (_idle)
                    {
                        _idle.Push(taken);
                    }

                    _free.Release();
                }
            }
        }
    }

    /// <summary>
    /// Says goodbye on all but the first; nothing may run any more. Never fails, except that <paramref name="stop"/> ends the waiting.
    /// </summary>
    public async Task CloseAsync(IProtocolLog log, CancellationToken stop)
    {
        try
        {
            await Task.WhenAll(_others.ConvertAll(other => other.CloseAsync(log, stop))).ConfigureAwait(false);
        }
        finally
        {
            _others.ForEach(other => other.Dispose());
            _others.Clear();
        }
    }

    // A first session that must log in anew does so before another is opened beside it: a password that was changed is refused once.
    private async Task ConnectFirstAsync(IProtocolLog log, CancellationToken stop)
    {
        Task connected;
        lock (_idle)
        {
            connected = _connected ??= _first.EnsureConnectedAsync(log, stop);
        }

        try
        {
            await connected.ConfigureAwait(false);
        }
        catch (GatewayException)
        {
            // Whatever runs on the first session meets it too, and tells it of its own file.
            lock (_idle)
            {
                _refused = true;
            }
        }
    }

    private async Task<Numbered> TakeAsync(IProtocolLog log, CancellationToken stop)
    {
        while (true)
        {
            await _free.WaitAsync(stop).ConfigureAwait(false);
            bool opened = false;
            try
            {
                if (TakeIdle() is { } idle)
                {
                    opened = true;
                    return idle;
                }

                if (await OpenAsync(log, stop).ConfigureAwait(false) is { } another)
                {
                    opened = true;
                    return another;
                }
            }
            finally
            {
                // A session that could not be had is not waited for again, unless it was only this work that was stopped.
                if (!opened && stop.IsCancellationRequested)
                {
                    _free.Release();
                }
            }
        }
    }

    // Those that are needed log in at the same time, for a login takes as long as several files; after a refusal no other is tried.
    private async Task<Numbered?> OpenAsync(IProtocolLog log, CancellationToken stop)
    {
        int number;
        lock (_idle)
        {
            if (_refused)
            {
                return null;
            }

            number = ++_number;
        }

        try
        {
            GatewaySession another = await _first.OpenAnotherAsync(new NumberedLog(log, number), stop).ConfigureAwait(false);
            lock (_idle)
            {
                _others.Add(another);
                _standing++;
            }

            return new Numbered(another, number);
        }
        catch (GatewayException e)
        {
            Refuse(log, e);
            return null;
        }
    }

    private void Refuse(IProtocolLog log, GatewayException e)
    {
        int stand;
        lock (_idle)
        {
            if (_refused)
            {
                return;
            }

            _refused = true;
            stand = _standing;
        }

        log.Write(ProtocolLogKind.Warning, $"The gateway takes no further session beside the {stand} that stand, so the transfers go on"
            + $" with fewer: {e.Message}");
    }

    // The last one stays, and so does the first where its login is refused as wrong: then the others' would be too.
    private bool TryEnd(Numbered taken, IProtocolLog log, GatewayException e)
    {
        int stand;
        lock (_idle)
        {
            if (_standing == 1 || (taken.Session == _first && e.ErrorId == "LoginRefused"))
            {
                return false;
            }

            _refused = true;
            stand = --_standing;
        }

        log.Write(ProtocolLogKind.Warning, "One of the sessions was dropped, and the gateway does not let it log in again; the"
            + $" transfers go on with the {stand} that stand: {e.Message}");
        return true;
    }

    private Numbered? TakeIdle()
    {
        lock (_idle)
        {
            return _idle.Count == 0 ? null : _idle.Pop();
        }
    }

    private sealed class Numbered(GatewaySession session, int number)
    {
        private readonly int _number = number;

        public GatewaySession Session { get; } = session;

        public IProtocolLog LogTo(IProtocolLog log) => _number == 1 ? log : new NumberedLog(log, _number);
    }
}
