using System.Collections;
using System.Collections.Generic;

namespace SkatFtps.Out;

/// <summary>Some files of a listing, in its order; each is made when it is asked for.</summary>
internal sealed class OutSelection(OutListing listing) : IReadOnlyList<OutFile>
{
    private readonly OutListing _listing = listing;
    private readonly List<int> _rows = new();

    public int Count => _rows.Count;

    /// <summary>Their places in the listing.</summary>
    public IReadOnlyList<int> Rows => _rows;

    public OutFile this[int index] => _listing[_rows[index]];

    /// <param name="row">The file's place in the listing.</param>
    public void Add(int row) => _rows.Add(row);

    public IEnumerator<OutFile> GetEnumerator()
    {
        foreach (int row in _rows)
        {
            yield return _listing[row];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
