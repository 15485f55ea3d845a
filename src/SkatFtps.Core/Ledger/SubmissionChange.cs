using System;
using System.Data.Common;
using SkatFtps.Ledger.Sql;

namespace SkatFtps.Ledger;

/// <summary>One step of a submission's history.</summary>
public sealed class SubmissionChange
{
    internal const string Columns = "id, submission_id, from_state, to_state, reason, at, machine, os_user, process_id";

    internal SubmissionChange(DbDataReader row)
    {
        Id = row.Number(0);
        SubmissionId = row.Number(1);
        From = row.IsDBNull(2) ? null : row.State(2);
        To = row.State(3);
        Reason = row.Text(4);
        At = row.Time(5);
        MachineName = row.GetString(6);
        OsUser = row.GetString(7);
        ProcessId = (int)row.Number(8);
    }

    public long SubmissionId { get; }

    /// <summary>Null for the first.</summary>
    public SubmissionState? From { get; }

    public SubmissionState To { get; }

    public string? Reason { get; }

    public DateTimeOffset At { get; }

    public string MachineName { get; }

    public string OsUser { get; }

    public int ProcessId { get; }

    internal long Id { get; }
}
