using System;
using System.Diagnostics;

namespace SkatFtps.Ftp.Listing;

/// <summary>Makes entries of a listing's bytes as they stream in, however they are cut into reads.</summary>
/// <param name="form">Which command asked.</param>
/// <param name="entry">Called for each entry.</param>
/// <param name="today">Rows of the last months carry no year; this date supplies it.</param>
/// <param name="bounds">A server that never ends must not fill memory or hold whoever waits.</param>
internal sealed class DirectoryListing(ListingForm form, Action<DirectoryEntry> entry, DateTime today, ListingBounds bounds)
{
    internal const int MaxLine = 16 * 1024;

    private readonly ListingForm _form = form;
    private readonly Action<DirectoryEntry> _entry = entry;
    private readonly DateTime _today = today;
    private readonly ListingBounds _bounds = bounds;
    private readonly Stopwatch _since = Stopwatch.StartNew();
    private long _bytes;
    private byte[] _rest = new byte[512];
    private int _restLength;

    /// <summary>Lines that are neither an entry nor known decoration: the listing is in a form that is not understood.</summary>
    public int UnreadLines { get; private set; }

    /// <summary>Entries handed over so far.</summary>
    public int Entries { get; private set; }

    /// <exception cref="FtpsException">ListingTooLarge, ListingTooSlow, ListingTooManyEntries; ListingIncomplete for a line that is
    /// none.</exception>
    public void Feed(byte[] buffer, int offset, int count)
    {
        _bytes += count;
        if (_bytes > _bounds.Bytes)
        {
            throw new FtpsException(FtpsFailure.ListingTooLarge, $"The listing is longer than {_bounds.Bytes} bytes; it was given up.");
        }

        if (_since.Elapsed > _bounds.Time)
        {
            throw new FtpsException(
                FtpsFailure.ListingTooSlow, $"The listing has not ended after {_bounds.Time.TotalSeconds:0} s; it was given up.");
        }

        int end = offset + count;
        int start = offset;
        while (true)
        {
            int newLine = Array.IndexOf(buffer, (byte)'\n', start, end - start);
            if (newLine < 0)
            {
                break;
            }

            if (_restLength > 0)
            {
                Keep(buffer, start, newLine - start);
                TakeLine(_rest, 0, _restLength);
                _restLength = 0;
            }
            else
            {
                RequireLine(newLine - start);
                TakeLine(buffer, start, newLine - start);
            }

            start = newLine + 1;
        }

        Keep(buffer, start, end - start);
    }

    /// <summary>The data connection has ended: a last line without line end counts.</summary>
    public void Finish()
    {
        if (_restLength > 0)
        {
            TakeLine(_rest, 0, _restLength);
            _restLength = 0;
        }
    }

    private void Keep(byte[] buffer, int start, int count)
    {
        RequireLine(_restLength + count);
        if (_restLength + count > _rest.Length)
        {
            Array.Resize(ref _rest, Math.Max(_rest.Length * 2, _restLength + count));
        }

        Buffer.BlockCopy(buffer, start, _rest, _restLength, count);
        _restLength += count;
    }

    private static void RequireLine(int length)
    {
        if (length > MaxLine)
        {
            throw new FtpsException(FtpsFailure.ListingIncomplete, "The listing holds a line of more than 16 KiB; that is no listing.");
        }
    }

    private void TakeLine(byte[] line, int start, int count)
    {
        if (count > 0 && line[start + count - 1] == '\r')
        {
            count--;
        }

        if (count == 0)
        {
            return;
        }

        if (!TryRead(line, start, start + count, out ListingRow row) || !TryEmit(line, row))
        {
            UnreadLines++;
        }
    }

    private bool TryRead(byte[] line, int start, int end, out ListingRow row) => _form switch
    {
        ListingForm.Names => NamesListing.TryRead(line, start, end, out row),
        ListingForm.Facts => FactsListing.TryRead(line, start, end, out row),
        _ => UnixListing.TryRead(line, start, end, _today, out row)
            || DosListing.TryRead(line, start, end, out row)
            || ListingText.StartsWith(line, start, end, "total "),
    };

    // False when there is no name where one should be.
    private bool TryEmit(byte[] line, ListingRow row)
    {
        if (!row.IsEntry)
        {
            return true;
        }

        int length = row.NameEnd - row.NameStart;
        if (length <= 0)
        {
            return false;
        }

        if (IsDots(line, row.NameStart, length))
        {
            return true;
        }

        var name = new byte[length];
        Buffer.BlockCopy(line, row.NameStart, name, 0, length);
        if (++Entries > _bounds.Entries)
        {
            throw new FtpsException(
                FtpsFailure.ListingTooManyEntries, $"The listing has more than {_bounds.Entries} entries; it was given up.");
        }

        _entry(new DirectoryEntry(FtpName.FromBytes(name), row.IsFolder, row.Size, row.Modified));
        return true;
    }

    private static bool IsDots(byte[] line, int start, int length) =>
        line[start] == '.' && (length == 1 || (length == 2 && line[start + 1] == '.'));
}
