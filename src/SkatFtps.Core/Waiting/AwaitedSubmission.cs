using System;
using System.Collections.Generic;
using System.Linq;
using SkatFtps.Errors;
using SkatFtps.Gateway;
using SkatFtps.Ledger;

namespace SkatFtps;

/// <summary>A submission whose statuses are waited for, and what has come of it so far.</summary>
/// <param name="ftpTransaktionsId">The uploaded file's name.</param>
/// <param name="service">Null when nobody says: the ledger's, or any.</param>
/// <param name="sentAt">Older statuses of that name speak of another file; null: all count.</param>
public sealed class AwaitedSubmission(string ftpTransaktionsId, string? service, DateTimeOffset? sentAt)
{
    private readonly Dictionary<string, SubmissionStatus> _statuses = new(StringComparer.Ordinal);

    public string FtpTransaktionsId { get; } = ftpTransaktionsId;

    public string? Service { get; private set; } = service;

    public DateTimeOffset? SentAt { get; } = sentAt;

    /// <summary>The furthest step reached; null before the first status.</summary>
    internal StatusStep? Reached =>
        Failure is not null ? StatusStep.Error : _statuses.Count == 0 ? null : (StatusStep?)_statuses.Values.Max(status => status.Code);

    /// <summary>All that has come for it.</summary>
    internal IReadOnlyCollection<SubmissionStatus> Statuses => _statuses.Values;

    /// <summary>What the ledger has of it, or null.</summary>
    internal LedgerSubmission? Recorded { get; private set; }

    /// <summary>
    /// The gateway says that the name was used before: the ledger is to be asked what it makes of that, and of the statuses beside it.
    /// </summary>
    internal bool IsRefusedAsReused => _statuses.Values.Any(IsReuse);

    /// <summary>Whose the statuses are that have come is not known: the wait ends with the refusal of the name.</summary>
    internal bool IsInDoubt => IsRefusedAsReused && Recorded?.State == SubmissionState.InDoubt;

    private SubmissionStatus? Failure =>
        _statuses.Values.FirstOrDefault(
            status => status.Code == 0 && !IsReuse(status)) ?? (IsReuseTheEnd ? _statuses.Values.First(IsReuse) : null);

    // The ledger knows whether the statuses beside it count. Without one, it speaks of a later try when the file itself went on.
    private bool IsReuseTheEnd => IsRefusedAsReused









        && (Recorded is null
            ? _statuses.Values.All(status => status.Code == 0)
            : Recorded.State is SubmissionState.InDoubt or SubmissionState.Failed);

    internal void Know(LedgerSubmission? recorded)
    {
        Recorded = recorded;
        Service ??= recorded?.Service;
    }

    /// <summary>Takes a status that is about this submission, and no other.</summary>
    internal void Take(SubmissionStatus status)
    {
        if (!status.IsUnrelated
            && (Service is null || status.Service is null || string.Equals(Service, status.Service, StringComparison.OrdinalIgnoreCase))
            && IsInTime(status))
        {
            _statuses[status.StatusFileName + "\n" + string.Join("\n", status.ResponsePaths)] = status;
        }
    }

    /// <summary>Whether nothing more is waited for: a failure, or all that the step asks of the service.</summary>
    internal bool IsDone(StatusStep step)
    {
        if (Failure is not null)
        {
            return true;
        }

        if (IsRefusedAsReused && Recorded is { State: SubmissionState.Sending or SubmissionState.Sent })
        {
            // What has come beside it is another sender's.
            return false;
        }

        IEnumerable<StatusStep> reached = _statuses.Values.Select(status => status.Step).Where(one => one > StatusStep.Error);
        return step == StatusStep.Exposed
            ? ServiceCatalogue.Find(Service ?? _statuses.Values.FirstOrDefault()?.Service ?? string.Empty).DoneSteps.All(reached.Contains)
            : reached.Any(one => one >= step);
    }

    /// <summary>
    /// What ended the wait: the failure, or the statuses of the furthest step; more than one where several responses came.
    /// </summary>
    internal IReadOnlyList<SubmissionStatus> Result()
    {
        if (Failure is SubmissionStatus failure)
        {
            return [failure];
        }

        int furthest = _statuses.Values.Max(status => status.Code);
        return _statuses.Values.Where(status => status.Code == furthest).ToArray();
    }

    private static bool IsReuse(SubmissionStatus status) => status.Code == 0 && status.ErrorCode == StatusCodes.NameReused;

    private bool IsInTime(SubmissionStatus status)
    {
        if (Recorded is not null)
        {
            return SubmissionOutcome.IsInTime(Recorded, status.Timestamp);
        }

        return SentAt is null || status.Timestamp is null || status.Timestamp >= SentAt - SubmissionOutcome.ClockTolerance;
    }
}
