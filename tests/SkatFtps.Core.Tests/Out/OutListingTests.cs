using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using SkatFtps.Ftp;
using SkatFtps.Out;
using Xunit;

namespace SkatFtps.Core.Tests.Out;

/// <summary>What a listing of /out keeps: everything, in little memory.</summary>
public sealed class OutListingTests
{
    private static readonly DateTime Time = new(2026, 11, 23, 18, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Files_come_back_in_order_as_they_were_listed()
    {
        OutListing listing = [];
        for (int i = 0; i < 5000; i++)
        {
            Add(listing, $"status_Udlaan_file-{i}.zip_1.xml", i);
        }

        Assert.Equal(5000, listing.Count);
        int number = 0;
        foreach (OutFile file in listing)
        {
            Assert.Equal(($"status_Udlaan_file-{number}.zip_1.xml", number, Time), (file.Name, file.Size, file.Modified));
            Assert.Equal(DateTimeKind.Utc, file.Modified!.Value.Kind);
            number++;
        }

        Assert.Equal(5000, number);
        Assert.Throws<ArgumentOutOfRangeException>(() => listing[5000]);
    }

    [Fact]
    public void What_the_listing_did_not_tell_stays_unknown()
    {
        OutListing listing = [];
        listing.Add(new DirectoryEntry(FtpName.FromText("a.xml"), null, null, null));
        listing.Add(new DirectoryEntry(FtpName.FromText("empty"), false, 0, new DateTime(2026, 1, 1)));

        Assert.Equal((null, null), (listing[0].Size, listing[0].Modified));
        Assert.Equal((0L, DateTimeKind.Unspecified), (listing[1].Size, listing[1].Modified!.Value.Kind));
    }

    [Fact]
    public void A_name_is_found_by_its_text_whatever_bytes_it_came_in_and_goes_back_as_those()
    {
        OutListing listing = [];
        byte[][] names = [
            Encoding.UTF8.GetBytes("Økonomi.xml"),
            Encoding.Latin1.GetBytes("Øl.xml"),
            Encoding.UTF8.GetBytes("日本.xml"),
            "plain.xml"u8.ToArray()];
        foreach (byte[] name in names)
        {
            listing.Add(new DirectoryEntry(FtpName.FromBytes(name), false, 1, null));
        }

        string[] texts = ["Økonomi.xml", "Øl.xml", "日本.xml", "plain.xml"];
        Assert.Equal([0, 1, 2, 3], texts.Select(listing.IndexOf));
        Assert.Equal(names, texts.Select(text => listing[listing.IndexOf(text)].ServerName.Bytes));
        Assert.Equal([-1, -1, -1, -1], new[] { "plain", "Plain.xml", "Ã\u0098konomi.xml", "half a pair \ud800" }.Select(listing.IndexOf));
    }

    [Fact]
    public void Of_two_that_have_one_name_the_later_is_found_and_both_are_listed()
    {
        OutListing listing = [];
        Add(listing, "a.xml", 1);
        Add(listing, "a.xml", 2);

        Assert.Equal(1, listing.IndexOf("a.xml"));
        Assert.Equal([1L, 2L], listing.Select(file => file.Size!.Value));
    }

    [Fact]
    public void Nothing_is_found_in_nothing()
    {
        OutListing empty = [];
        Assert.Equal(-1, empty.IndexOf("a.xml"));
        Assert.Empty(empty);
    }

    [Fact]
    public void A_name_of_64_KiB_is_no_listing()
    {
        OutListing listing = [];
        Add(listing, new string('a', ushort.MaxValue), 1);
        FtpsException e = Assert.Throws<FtpsException>(() => Add(listing, new string('a', ushort.MaxValue + 1), 1));

        Assert.Equal(FtpsFailure.ListingIncomplete, e.Failure);
        Assert.Equal(ushort.MaxValue, Assert.Single(listing).Name.Length);
    }

    [Fact]
    public void A_hundred_thousand_files_take_less_than_ten_megabytes()
    {
        List<FtpName> names = [
            .. Enumerable.Range(0, 100_000).Select(
                i => FtpName.FromBytes(Encoding.ASCII.GetBytes($"status_Udlaan_12345678_2026_{i}.zip_1.xml")))];
        OutListing listing = [];
        long before = GC.GetAllocatedBytesForCurrentThread();
        foreach (FtpName name in names)
        {
            listing.Add(new DirectoryEntry(name, false, 642, Time));
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, 10_000_000);
        Assert.Equal(99_999, listing.IndexOf("status_Udlaan_12345678_2026_99999.zip_1.xml"));
    }

    [Theory]
    [InlineData("as it was")]
    [InlineData("one more at the end")]
    [InlineData("one more at the beginning")]
    [InlineData("one fewer in the middle")]
    [InlineData("another size in the middle")]
    [InlineData("another letter in the middle")]
    [InlineData("half of it")]
    [InlineData("none")]
    public void After_an_earlier_listing_it_holds_what_it_was_given_and_the_earlier_one_what_it_had(string change)
    {
        List<(string Name, long Size)> before = [.. Enumerable.Range(0, 5000).Select(i => ($"status_Udlaan_file-{i}.zip_1.xml", (long)i))];
        List<(string Name, long Size)> after = [.. before];
        switch (change)
        {
            case "one more at the end": after.Add(("z.xml", 1)); break;
            case "one more at the beginning": after.Insert(0, ("a.xml", 1)); break;
            case "one fewer in the middle": after.RemoveAt(2500); break;
            case "another size in the middle": after[2500] = (after[2500].Name, 1); break;
            case "another letter in the middle": after[2500] = (after[2500].Name.Replace('f', 'g'), 2500); break;
            case "half of it": after.RemoveRange(2500, 2500); break;
            case "none": after.Clear(); break;
        }

        OutListing earlier = Listed(before, null);
        OutListing later = Listed(after, earlier);
        OutListing last = Listed(before, later);

        Assert.Equal(before, earlier.Select(file => (file.Name, file.Size!.Value)));
        Assert.Equal(after, later.Select(file => (file.Name, file.Size!.Value)));
        Assert.Equal(before, last.Select(file => (file.Name, file.Size!.Value)));
        Assert.All(after, file => Assert.Equal(file.Name, later[later.IndexOf(file.Name)].Name));
    }

    [Fact]
    public void A_hundred_thousand_files_that_are_still_there_take_next_to_nothing_again()
    {
        List<DirectoryEntry> entries =
            [.. Enumerable.Range(0, 100_000)
                .Select(
                    i => new DirectoryEntry(
                        FtpName.FromBytes(Encoding.ASCII.GetBytes($"status_Udlaan_12345678_2026_{i}.zip_1.xml")), false, 642, Time))];
        OutListing earlier = [];
        entries.ForEach(earlier.Add);
        earlier.Finish();

        long before = GC.GetAllocatedBytesForCurrentThread();
        var later = new OutListing(earlier);
        entries.ForEach(later.Add);
        later.Finish();

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, 300_000);
        Assert.Equal(100_000, later.Count);
    }

    [Fact]
    public void The_earlier_listing_is_let_go()
    {
        (WeakReference earlier, OutListing later) = ListedAfterAnother();

        GC.Collect();

        Assert.False(earlier.IsAlive);
        Assert.Single(later);
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static (WeakReference Earlier, OutListing Later) ListedAfterAnother()
    {
        OutListing earlier = Listed([("a.xml", 1)], null);
        return (new WeakReference(earlier), Listed([("a.xml", 1)], earlier));
    }

    private static OutListing Listed(List<(string Name, long Size)> files, OutListing? earlier)
    {
        var listing = new OutListing(earlier);
        files.ForEach(file => Add(listing, file.Name, file.Size));
        listing.Finish();
        return listing;
    }

    private static void Add(OutListing listing, string name, long size) =>
        listing.Add(new DirectoryEntry(FtpName.FromText(name), false, size, Time));
}
