using System;
using System.Text;
using BenchmarkDotNet.Attributes;
using SkatFtps.Ftp;
using SkatFtps.Ftp.Listing;
using SkatFtps.Out;

namespace SkatFtps.Benchmarks.InMemory;

/// <summary>A listing of 100 000 status files, in parts as TLS records bring them; one operation is one entry.</summary>
public class ListingBenchmarks
{
    private const int Entries = 100_000;
    private const int Part = 16 * 1024;

    private byte[] _listing = [];

    [Params("LIST", "MLSD")]
    public string Command { get; set; } = string.Empty;

    [GlobalSetup]
    public void Make()
    {
        var text = new StringBuilder();
        for (int i = 0; i < Entries; i++)
        {
            text.Append(
                Command == "LIST" ? "-rw-r--r--   1 nobody   nogroup       642 Nov 23 18:05 " : "modify=20261123180500;perm=adfr;size=642;type=file;unique=FD00U1;UNIX.group=65534; ")
                .Append("status_Udlaan_12345678_2026_filing-").Append(i).Append(".zip_1.xml\r\n");
        }

        _listing = Encoding.ASCII.GetBytes(text.ToString());
    }

    [Benchmark(OperationsPerInvoke = Entries)]
    public long Parse()
    {
        long bytes = 0;
        Feed(entry => bytes += entry.Size ?? 0);
        return bytes;
    }

    /// <summary>As a session keeps it.</summary>
    [Benchmark(OperationsPerInvoke = Entries)]
    public int ParseAndKeep()
    {
        var listing = new OutListing();
        Feed(listing.Add);
        return listing.Count;
    }

    private void Feed(Action<DirectoryEntry> take)
    {
        var listing = new DirectoryListing(
            Command == "LIST" ? ListingForm.Long : ListingForm.Facts, take, new DateTime(2026, 11, 23), new ListingBounds());
        for (int at = 0; at < _listing.Length; at += Part)
        {
            listing.Feed(_listing, at, Math.Min(Part, _listing.Length - at));
        }

        listing.Finish();
        if (listing.Entries != Entries)
        {
            throw new BenchmarkFailedException($"{listing.Entries} of {Entries} entries were read.");
        }
    }
}
