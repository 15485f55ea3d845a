using System;
using System.Collections.Generic;
using System.Data.Common;
using System.Threading.Tasks;
using SkatFtps.Ledger.Sql;

namespace SkatFtps.Ledger.Rows;

/// <summary>Who is alive: on one machine its processes, across machines a lease on the database's clock.</summary>
/// <param name="self">This process.</param>
/// <param name="lease">How long it may be silent.</param>
/// <param name="submissions">The rows.</param>
/// <param name="isHeld">Whether this ledger still works on a submission, or keeps its end.</param>
internal sealed class OwnerRows(LedgerOwner self, TimeSpan lease, SubmissionRows submissions, Func<long, bool> isHeld)
{
    private const string Open =
        "SELECT s.id, s.owner, o.machine, o.machine_id, o.process_id, o.process_mark, o.lease_until"
        + " FROM skatftps_submission s LEFT JOIN skatftps_owner o ON o.owner = s.owner"
        + " WHERE s.account_id = @account AND s.owner IS NOT NULL";

    private readonly LedgerOwner _self = self;
    private readonly long _lease = (long)lease.TotalMilliseconds;
    private readonly SubmissionRows _submissions = submissions;
    private readonly Func<long, bool> _isHeld = isHeld;

    /// <summary>This ledger among all that are open.</summary>
    public string Id { get; } = Guid.NewGuid().ToString("N");

    /// <summary>Renews this ledger's lease, or takes it.</summary>
    public async Task RenewAsync(LedgerScope scope)
    {
        int renewed = await scope.ExecuteAsync(
            "UPDATE skatftps_owner SET lease_until = @until WHERE owner = @owner",
            ("@until", scope.Now + _lease),
            ("@owner", Id)).ConfigureAwait(false);
        if (renewed != 0)
        {
            return;
        }

        await scope.InsertAsync(
            "skatftps_owner",
            ("owner", Id),
            ("machine", _self.MachineName),
            ("machine_id", _self.MachineId),
            ("os_user", _self.OsUser),
            ("process_id", (long)_self.ProcessId),
            ("process_mark", _self.ProcessMark),
            ("lease_until", scope.Now + _lease)).ConfigureAwait(false);
    }

    public Task<int> LeaveAsync(LedgerScope scope) =>
        scope.ExecuteAsync("DELETE FROM skatftps_owner WHERE owner = @owner", ("@owner", Id));

    /// <summary>Reserved rows without a living owner become Withdrawn, Sending ones InDoubt.</summary>
    /// <param name="scope">The transaction.</param>
    /// <param name="leaving">This ledger's own rows are ownerless too.</param>
    public async Task SweepAsync(LedgerScope scope, bool leaving = false)
    {
        var dead = new HashSet<string>(StringComparer.Ordinal);
        foreach (OpenRow open in await ReadOpenAsync(scope).ConfigureAwait(false))
        {
            if (open.Owner == Id ? !leaving && _isHeld(open.Submission) : IsAlive(open, scope.Now))
            {
                continue;
            }

            LedgerSubmission? row = await _submissions.FindAsync(scope, open.Submission).ConfigureAwait(false);
            if (row is null)
            {
                continue;
            }

            bool sending = row.State == SubmissionState.Sending;
            string how = $"{open.Who} ended {(sending ? "while it was sending" : "before it sent anything")}";
            LedgerSubmission after = row.Copy();
            after.State = sending ? SubmissionState.InDoubt : SubmissionState.Withdrawn;
            after.Reason = how;
            after.ReviewReason = sending ? how + SubmissionRows.Unwitnessed : row.ReviewReason;
            await _submissions.SetAsync(scope, row, after).ConfigureAwait(false);
            await _submissions.TraceAsync(scope, row.Id, row.State, after.State, how).ConfigureAwait(false);
            if (sending)
            {
                await _submissions.SettleAsync(
                    scope, (await _submissions.FindAsync(scope, open.Submission).ConfigureAwait(false))!).ConfigureAwait(false);
            }

            if (open.Owner != Id || leaving)
            {
                dead.Add(open.Owner);
            }
        }

        foreach (string owner in dead)
        {
            await scope.ExecuteAsync("DELETE FROM skatftps_owner WHERE owner = @owner", ("@owner", owner)).ConfigureAwait(false);
        }
    }

    /// <summary>Whether a sweep would find anything, by a clock that was just read.</summary>
    public async Task<bool> AnyDeadAsync(LedgerScope scope, TimeSpan clockOffset)
    {
        List<OpenRow> open = await ReadOpenAsync(scope).ConfigureAwait(false);
        if (open.Count == 0)
        {
            return false;
        }

        long now = await scope.NumberAsync($"SELECT {scope.Dialect.Clock}").ConfigureAwait(false) + (long)clockOffset.TotalMilliseconds;
        return open.Exists(row => row.Owner == Id ? !_isHeld(row.Submission) : !IsAlive(row, now));
    }

    private static Task<List<OpenRow>> ReadOpenAsync(LedgerScope scope) =>
        scope.ReadAsync(Open, row => new OpenRow(row), ("@account", scope.Account));

    private bool IsAlive(OpenRow row, long now)
    {
        if (!row.Known)
        {
            return false;
        }

        if (row.MachineId == _self.MachineId)
        {
            if (row.ProcessId == _self.ProcessId && row.ProcessMark == _self.ProcessMark)
            {
                return LiveOwners.Contains(row.Owner);
            }

            if (ProcessMark.IsAlive(row.ProcessId, row.ProcessMark) is bool alive)
            {
                return alive;
            }
        }

        return row.LeaseUntil >= now;
    }

    private sealed class OpenRow(DbDataReader row)
    {
        public long Submission { get; } = row.Number(0);

        public string Owner { get; } = row.GetString(1);

        public bool Known { get; } = !row.IsDBNull(2);

        public string MachineName { get; } = row.Text(2) ?? "";

        public string MachineId { get; } = row.Text(3) ?? "";

        public int ProcessId { get; } = (int)(row.NumberOrNull(4) ?? 0);

        public string ProcessMark { get; } = row.Text(5) ?? "";

        public long LeaseUntil { get; } = row.NumberOrNull(6) ?? 0;

        public string Who => Known ? $"process {ProcessId} on {MachineName}" : "its process";
    }
}
