using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using SkatFtps.Ledger.Sql;

namespace SkatFtps.Ledger.Rows;

/// <summary>
/// How sendings ended, as this process knows it: kept until the ledger has it, and remembered after that, for a ledger that was set back to
/// an earlier state under an open session must be told again. Safe for concurrent callers.
/// </summary>
/// <param name="rows">The rows.</param>
/// <param name="released">Told of each submission whose end is in the ledger.</param>
internal sealed class KeptEnds(SubmissionRows rows, Action<long> released)
{
    // A few hundred bytes each; a session that sent more has had hours in which a ledger set back would have shown.
    private const int Remembered = 100_000;

    private readonly SubmissionRows _rows = rows;
    private readonly Action<long> _released = released;
    private readonly List<SubmissionEnd> _unwritten = [];
    private readonly Queue<SubmissionEnd> _written = new();

    public bool Any
    {
        get
        {
            lock (_unwritten)
            {
                return _unwritten.Count > 0;
            }
        }
    }

    public IReadOnlyList<SubmissionEnd> Unwritten
    {
        get
        {
            lock (_unwritten)
            {
                return _unwritten.ToArray();
            }
        }
    }

    public void Keep(SubmissionEnd end)
    {
        lock (_unwritten)
        {
            _unwritten.Add(end);
        }
    }

    /// <summary>Writes within a transaction what was not written yet, oldest first.</summary>
    /// <returns>The submissions' states; <see cref="Written"/> takes it once the transaction is committed.</returns>
    public async Task<IReadOnlyDictionary<SubmissionEnd, SubmissionState>> WriteAsync(LedgerScope scope)
    {
        var states = new Dictionary<SubmissionEnd, SubmissionState>();
        foreach (SubmissionEnd end in Unwritten)
        {
            states[end] = await ReservationRows.EndAsync(scope, _rows, end).ConfigureAwait(false);
        }

        return states;
    }

    /// <summary>They are in the ledger now.</summary>
    public void Written(IReadOnlyDictionary<SubmissionEnd, SubmissionState> ends)
    {
        foreach (KeyValuePair<SubmissionEnd, SubmissionState> one in ends)
        {
            one.Key.Became = one.Value;
            _released(one.Key.Reservation.Id);
        }

        lock (_unwritten)
        {
            foreach (SubmissionEnd end in ends.Keys)
            {
                if (_unwritten.Remove(end) && end.To != SubmissionState.Withdrawn)
                {
                    _written.Enqueue(end);
                }
            }

            while (_written.Count > Remembered)
            {
                _written.Dequeue();
            }
        }
    }

    /// <summary>Writes all that is known once more, into a ledger that has forgotten some of it.</summary>
    public async Task WriteBackAsync(LedgerScope scope)
    {
        SubmissionEnd[] known;
        lock (_unwritten)
        {
            known = [.. _written, .. _unwritten];
        }

        foreach (SubmissionEnd end in known)
        {
            await ReservationRows.EndAsync(scope, _rows, end).ConfigureAwait(false);
        }
    }
}
