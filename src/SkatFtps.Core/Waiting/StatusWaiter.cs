using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.ExceptionServices;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Ftp;
using SkatFtps.Ledger;
using SkatFtps.Out;

namespace SkatFtps.Waiting;

/// <summary>
/// Waits for the statuses of many submissions with one listing a look. Those who wait at one ledger share their looks: whoever may list
/// fetches for all that the ledger has open, and the others read it there.
/// </summary>
internal sealed class StatusWaiter(GatewaySession session, WaitOptions options, IProtocolLog log)
{
    // Another's listing is under way: its statuses are in the ledger soon.
    private static readonly TimeSpan ListingUnderWay = TimeSpan.FromSeconds(5);

    private readonly GatewaySession _session = session;
    private readonly WaitOptions _options = options;
    private readonly IProtocolLog _log = log;
    private readonly StatusCollector _collector = new StatusCollector(session, log);

    // Status files that are not to be fetched again.
    private readonly HashSet<string> _settled = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<AwaitedSubmission>> _pending = new(StringComparer.OrdinalIgnoreCase);
    private DateTimeOffset? _oldest = DateTimeOffset.MaxValue;
    private SkatFtpsException? _failure;
    private bool _looked;

    /// <inheritdoc cref="GatewaySession.WaitAsync"/>
    public async Task WaitAsync(
        IReadOnlyCollection<AwaitedSubmission> submissions,
        Action<SubmissionStatus> found,
        Action<string, SkatFtpsException> failed,
        CancellationToken stop)
    {
        await BeginAsync(submissions, failed, stop).ConfigureAwait(false);
        TimeSpan poll = _options.Poll < _session.ListingInterval ? _session.ListingInterval : _options.Poll;
        WaitClock clock = _session.Clock;
        DateTimeOffset deadline = clock.Now + _options.Timeout;
        while (_pending.Count > 0)
        {
            TimeSpan next = await LookAsync(poll, failed, stop).ConfigureAwait(false);
            await EndDoneAsync(found).ConfigureAwait(false);
            TimeSpan left = deadline - clock.Now;
            _options.Progress?.Invoke(new WaitProgress(submissions, submissions.Count - _pending.Values.Sum(same => same.Count), next));
            if (_pending.Count == 0 || left <= TimeSpan.Zero)
            {
                break;
            }

            await clock.DelayAsync(next < left ? next : left, stop).ConfigureAwait(false);
        }

        if (_pending.Count > 0 && !_looked && _failure is not null)
        {
            // Nothing is known of any: that no status has come would be a claim.
            ExceptionDispatchInfo.Capture(_failure).Throw();
        }

        string unseen = _failure is null ? string.Empty : $" The last look failed: {_failure.Fact}";
        foreach (AwaitedSubmission one in _pending.Values.SelectMany(same => same))
        {
            string reached = one.Reached is StatusStep step ? $"status {(int)step} ({step}) has come" : "no status has come";
            found(
                SubmissionStatus.Pending(
                    one.Service,
                    one.FtpTransaktionsId,
                    $"Waited {_options.Timeout.TotalMinutes:0.##} minutes for {_options.Step}; {reached}.{unseen}"));
        }
    }

    private async Task BeginAsync(
        IReadOnlyCollection<AwaitedSubmission> submissions, Action<string, SkatFtpsException> failed, CancellationToken stop)
    {
        foreach (AwaitedSubmission one in submissions)
        {
            one.Know(
                _session.Ledger is null ? null : await _session.Ledger.Submissions.FindAsync(
                    one.FtpTransaktionsId, stop).ConfigureAwait(false));
            if (one.Recorded is { State: SubmissionState.Withdrawn } never)
            {
                failed(
                    one.FtpTransaktionsId,
                    new GatewayException(
                        "SubmissionNotSent", $"'{one.FtpTransaktionsId}' was not sent ({never.Reason}): no status will come."));
                continue;
            }

            if (!_pending.TryGetValue(one.FtpTransaktionsId, out List<AwaitedSubmission>? same))
            {
                _pending[one.FtpTransaktionsId] = same = [];
            }

            same.Add(one);
            DateTimeOffset? began = one.Recorded?.ReservedAt ?? one.SentAt;
            _oldest = began < _oldest ? began : began is null ? null : _oldest;
        }
    }

    // How long until the next look. A wait of hours outlives what passes by itself: it logs in anew at the next look, once.
    private async Task<TimeSpan> LookAsync(TimeSpan poll, Action<string, SkatFtpsException> failed, CancellationToken stop)
    {
        try
        {
            return await LookOnceAsync(poll, failed, stop).ConfigureAwait(false);
        }
        catch (SkatFtpsException e) when (e.PassesByItself)
        {
            // Once a failure: a gateway that is away for an hour is told of when it goes.
            ProtocolLogKind kind = _failure?.ErrorId == e.ErrorId ? ProtocolLogKind.Note : ProtocolLogKind.Warning;
            _log.Write(kind, $"Looking for statuses failed, and is tried again until time is up: {e.Message}");
            _failure = e;
            return poll;
        }
    }

    private async Task<TimeSpan> LookOnceAsync(TimeSpan poll, Action<string, SkatFtpsException> failed, CancellationToken stop)
    {
        ICollection<string> wanted = await WantedAsync(stop).ConfigureAwait(false);
        ListingPermit? permit = await _collector.RefreshAsync(
            (file, id) => wanted.Contains(id) && !_settled.Contains(file),
            force: false,
            Fetched,
            (name, e) =>
            {
                _settled.Add(name);
                failed(name, e);
            },
            stop).ConfigureAwait(false);
        await ReadLedgerAsync(stop).ConfigureAwait(false);
        if (permit is null or { Allowed: true } or { LastCompletedAt: not null })
        {
            // A listing of somebody else's that failed or still runs has shown nothing yet.
            (_looked, _failure) = (true, null);
        }

        return permit is null || permit.Allowed ? poll
            : permit.LastCompletedAt is null && permit.Wait > ListingUnderWay ? ListingUnderWay
            : permit.Wait;
    }

    // Everything that is open in the ledger, so that others who wait need not list.
    private async Task<ICollection<string>> WantedAsync(CancellationToken stop)
    {
        var wanted = new HashSet<string>(_pending.Keys, StringComparer.OrdinalIgnoreCase);
        if (_session.Ledger is not null)
        {
            await _session.Ledger.Submissions.ReadAsync(
                new SubmissionFilter { States = SubmissionFilter.Open }, one => wanted.Add(one.FileName), stop).ConfigureAwait(false);
        }

        return wanted;
    }

    private async Task ReadLedgerAsync(CancellationToken stop)
    {
        if (_session.Ledger is null)
        {
            return;
        }

        var found = new List<LedgerStatus>();
        await _session.Ledger.Statuses.ReadAsync(
            // Where few are waited for, what else the ledger holds is not read anew at each look.
            new StatusFilter { Since = _oldest, TransactionIds = _pending.Count is > 0 and <= LedgerStatuses.Batch ? _pending.Keys : null },
            status =>
            {
                if (status.Xml is not null && _pending.ContainsKey(status.TransactionId))
                {
                    found.Add(status);
                }
            },
            stop).ConfigureAwait(false);
        foreach (LedgerStatus status in found)
        {
            Take(SubmissionStatus.FromFile(status.StatusFileName, status.Xml!, _session.Services));
        }

        foreach (AwaitedSubmission one in _pending.Values.SelectMany(same => same).Where(one => one.IsRefusedAsReused))
        {
            one.Know(await _session.Ledger.Submissions.FindAsync(one.FtpTransaktionsId, stop).ConfigureAwait(false));
        }
    }

    private void Fetched(SubmissionStatus status)
    {
        // With a ledger, it knows what need not be fetched again, and says so by size too.
        if (_session.Ledger is null)
        {
            _settled.Add(status.StatusFileName);
        }

        Take(status);
    }

    private void Take(SubmissionStatus status)
    {
        if (_pending.TryGetValue(status.FtpTransaktionsId, out List<AwaitedSubmission>? same))
        {
            same.ForEach(one => one.Take(status));
        }
    }

    private async Task EndDoneAsync(Action<SubmissionStatus> found)
    {
        foreach (AwaitedSubmission one in _pending.Values.SelectMany(same => same).Where(one => one.IsDone(_options.Step)).ToArray())
        {
            List<AwaitedSubmission> same = _pending[one.FtpTransaktionsId];
            same.Remove(one);
            if (same.Count == 0)
            {
                _pending.Remove(one.FtpTransaktionsId);
            }

            if (one.IsInDoubt)
            {
                _log.Write(
                    ProtocolLogKind.Warning,
                    $"'{one.FtpTransaktionsId}' is in doubt, not failed: {one.Recorded!.ReviewReason?.TrimEnd('.')}. Do not send it"
                        + " again before somebody has found out; see Resolve-SkatSubmission.");
            }

            foreach (SubmissionStatus status in one.Result())
            {
                await ClaimAsync(status.StatusFileName).ConfigureAwait(false);
                found(status);
            }
        }
    }

    private async Task ClaimAsync(string statusFileName)
    {
        if (_session.Ledger is null)
        {
            return;
        }

        try
        {
            await _session.Ledger.Statuses.ClaimNamedAsync(statusFileName, CancellationToken.None).ConfigureAwait(false);
        }
        catch (LedgerException e)
        {
            // What has come is given out whatever the ledger does; it may be given once more, as new, by somebody else.
            _log.Write(ProtocolLogKind.Warning, $"The ledger could not be told that '{statusFileName}' was written out: {e.Message}");
        }
    }
}
