using System;
using System.Collections.Generic;
using SkatFtps.Ledger;

namespace SkatFtps.Out;

/// <summary>
/// Sees that a server shows all times anew in another zone, as at the change to summer time: all that is known of a form is told later, or
/// earlier, by one same multiple of 15 minutes. What was fetched since the change is told as it was.
/// </summary>
internal sealed class ZoneShift
{
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(15);

    // From the first zone to the last there are 26 hours.
    private static readonly TimeSpan Most = TimeSpan.FromHours(26);

    private readonly Dictionary<ListedForm, Seen> _forms = [];

    /// <param name="row">The file's place in the listing.</param>
    /// <param name="listed">What the listing tells of it now.</param>
    /// <param name="known">What the ledger has under its name.</param>
    public void Add(int row, ListedFile listed, KnownName known)
    {
        if (listed.Modified is not { } time)
        {
            return;
        }

        Sighting? last = null;
        foreach (Sighting one in known.Sightings)
        {
            if (one.Listed.Form == listed.Form && one.Listed.Size == listed.Size)
            {
                last = one.Listed.Equals(listed) ? one : last?.Listed.Equals(listed) == true ? last : one;
            }
        }

        if (last?.Listed.Modified is { } before)
        {
            if (!_forms.TryGetValue(listed.Form, out Seen? seen))
            {
                _forms[listed.Form] = seen = new Seen();
            }

            seen.Add(row, time - before, last.FetchedAt);
        }
    }

    /// <summary>The rows that are told with another time, and by how much later, for each form of which that may be the zone.</summary>
    public IEnumerable<(TimeSpan Shift, IReadOnlyList<int> Rows)> Find()
    {
        foreach (Seen seen in _forms.Values)
        {
            if (seen.Shift is { } shift && shift.Ticks % Step.Ticks == 0 && shift.Duration() <= Most)
            {
                yield return (shift, seen.Rows);
            }
        }
    }

    private sealed class Seen
    {
        private readonly List<int> _rows = [];
        private TimeSpan? _shift;
        private bool _isMixed;
        private DateTimeOffset _lastShifted = DateTimeOffset.MinValue;
        private DateTimeOffset _firstUnshifted = DateTimeOffset.MaxValue;

        public IReadOnlyList<int> Rows => _rows;

        public TimeSpan? Shift => _isMixed || _firstUnshifted <= _lastShifted ? null : _shift;

        public void Add(int row, TimeSpan difference, DateTimeOffset fetchedAt)
        {
            if (difference == TimeSpan.Zero)
            {
                _firstUnshifted = fetchedAt < _firstUnshifted ? fetchedAt : _firstUnshifted;
                return;
            }

            _rows.Add(row);
            _isMixed |= _shift is not null && _shift != difference;
            _shift ??= difference;
            _lastShifted = fetchedAt > _lastShifted ? fetchedAt : _lastShifted;
        }
    }
}
