using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using SkatFtps.Core.Tests.Support;
using SkatFtps.Ftp;
using SkatFtps.Ftp.Listing;
using Xunit;

namespace SkatFtps.Core.Tests.Ftp.Listing;

public sealed class DirectoryListingTests
{
    // Rows of the last months carry no year; this day supplies it.
    private static readonly DateTime Today = new(2026, 11, 23);

    public static TheoryData<string> Samples => new(
        "unix-proftpd", "unix-vsftpd", "unix-pure-ftpd", "unix-pyftpdlib", "unix-odd-names", "unix-odd-columns", "unix-unreadable", "dos",
        "nlst", "mlsd");

    [Fact]
    public void ProFTPD()
    {
        Assert.Equal(
            [
                "folder out - 2026-11-23 18:00",
                "folder MFEvitteringHent - 2019-08-17 00:00",
                "file status_Udlaan_retur 1.xml_1.xml 1234 2026-11-23 18:05",
                "file large.zip 5368709120 2026-01-02 00:00",
                "folder latest - 2026-11-23 18:00",
            ],
            Read("unix-proftpd").Entries);
    }

    [Fact]
    public void Vsftpd_where_a_clock_ahead_of_ours_is_no_year_back()
    {
        Assert.Equal(
            ["folder out - 2026-11-23 18:00", "file empty 0 2024-02-29 00:00", "file zone ahead.txt 512 2026-11-24 01:00"],
            Read("unix-vsftpd").Entries);
    }

    [Fact]
    public void PureFTPd_where_the_total_and_the_dots_are_no_entries_and_a_later_day_is_last_years()
    {
        (List<string> entries, int unread) = Read("unix-pure-ftpd");

        Assert.Equal(["file last year.txt 512 2025-11-25 10:00"], entries);
        Assert.Equal(0, unread);
    }

    [Fact]
    public void Pyftpdlib()
    {
        Assert.Equal(["file a.txt 77 2026-11-23 18:00", "folder d - 2026-11-23 18:00"], Read("unix-pyftpdlib").Entries);
    }

    [Fact]
    public void Names_keep_every_blank_and_byte()
    {
        Assert.Equal(
            [
                "file  leading 1 2026-11-23 18:00",
                "file trailing  2 2026-11-23 18:00",
                "file two  blanks 3 2026-11-23 18:00",
                "file Nov 23 18:00 name 4 2026-11-23 18:00",
                "file a -> b 5 2026-11-23 18:00",
                "file Økonomi 6 2026-11-23 18:00",
                "file Økonomi 7 2026-11-23 18:00",
                "file bell\\x07 8 2026-11-23 18:00",
            ],
            Read("unix-odd-names").Entries);

        var names = new List<FtpName>();
        Feed("unix-odd-names", 4096, entry => names.Add(entry.Name));
        Assert.NotEqual(names[5], names[6]);
        Assert.Equal(new byte[] { 0xD8, (byte)'k' }, names[6].Bytes[..2]);
        Assert.Equal("bell\u0007", names[7].Text);
    }

    [Fact]
    public void Columns_may_be_missing_or_odd()
    {
        Assert.Equal(
            [
                "file no group 11 2026-11-23 18:00",
                "file neither owner nor group 12 2026-11-23 18:00",
                "file owner jan 13 2026-11-23 18:00",
                "file blank in owner 14 2026-11-23 18:00",
                "file acl 15 2026-11-23 18:00",
                "file device 3 2026-11-23 18:00",
                "file upper case month 16 2026-11-23 18:00",
                "file day of one digit 17 2026-11-03 08:00",
                "file no line end 18 2026-11-23 18:00",
            ],
            Read("unix-odd-columns").Entries);
    }

    [Fact]
    public void Rows_that_cannot_be_read_are_counted()
    {
        (List<string> entries, int unread) = Read("unix-unreadable");

        Assert.Equal(["file good.xml 12 2026-11-23 18:00"], entries);
        Assert.Equal(7, unread);
    }

    [Fact]
    public void DOS()
    {
        Assert.Equal(
            [
                "folder out - 2026-11-23 18:00",
                "folder MFEvitteringHent - 2019-08-17 01:00",
                "file status 1.xml 1234 2026-11-23 00:30",
                "file iso.xml 77 2026-11-23 18:00",
                "file long clock.xml 78 2026-11-23 18:00",
                "file  leading blank 0 2026-11-23 18:00",
            ],
            Read("dos").Entries);
    }

    [Fact]
    public void NLST_where_only_the_last_part_of_a_path_is_a_name()
    {
        Assert.Equal(["? a.xml - -", "? b c.xml - -", "? Øre.xml - -", "?  leading - -", "? last - -"], Read("nlst").Entries);
    }

    [Fact]
    public void MLSD()
    {
        (List<string> entries, int unread) = Read("mlsd");

        Assert.Equal(
            [
                "folder out - 2026-11-23 18:00Z",
                "file status a; b=c.xml 1234 2026-11-23 18:05Z",
                "file  leading 7 -",
                "? no facts.xml - -",
                "file link 4 -",
                "file odd facts - -",
            ],
            entries);
        Assert.Equal(0, unread);
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Fed_byte_by_byte_or_cut_anywhere_it_is_the_same(string sample)
    {
        (List<string> entries, int unread) = Read(sample);
        foreach (int size in new[] { 1, 2, 3, 5, 16, 61, 128 })
        {
            var pieces = new List<string>();
            DirectoryListing listing = Feed(sample, size, entry => pieces.Add(Show(entry)));
            Assert.Equal(entries, pieces);
            Assert.Equal(unread, listing.UnreadLines);
            Assert.Equal(entries.Count, listing.Entries);
        }
    }

    [Fact]
    public void A_line_beyond_the_limit_is_no_listing()
    {
        var listing = new DirectoryListing(ListingForm.Long, _ => { }, Today, new ListingBounds());
        byte[] line = Encoding.ASCII.GetBytes(new string('x', DirectoryListing.MaxLine + 1));
        FtpsException e = Assert.Throws<FtpsException>(() => listing.Feed(line, 0, line.Length));

        Assert.Equal(FtpsFailure.ListingIncomplete, e.Failure);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4096)]
    [InlineData(int.MaxValue)]
    public void A_line_beyond_the_limit_is_no_listing_though_it_ends_and_however_it_is_cut(int size)
    {
        byte[] line = Encoding.ASCII.GetBytes(new string('x', DirectoryListing.MaxLine + 1) + "\n");
        FtpsException e = Assert.Throws<FtpsException>(() =>
        {
            var listing = new DirectoryListing(ListingForm.Names, _ => { }, Today, new ListingBounds());
            for (int at = 0; at < line.Length; at += Math.Min(size, line.Length - at))
            {
                listing.Feed(line, at, Math.Min(size, line.Length - at));
            }
        });

        Assert.Equal(FtpsFailure.ListingIncomplete, e.Failure);
    }

    [Theory]
    [InlineData(FtpsFailure.ListingTooManyEntries)]
    [InlineData(FtpsFailure.ListingTooLarge)]
    [InlineData(FtpsFailure.ListingTooSlow)]
    public void A_listing_that_does_not_end_is_given_up_at_each_of_its_bounds(FtpsFailure bound)
    {
        var bounds = new ListingBounds
        {
            Entries = bound == FtpsFailure.ListingTooManyEntries ? 100 : int.MaxValue,
            Bytes = bound == FtpsFailure.ListingTooLarge ? 1000 : long.MaxValue,
            Time = bound == FtpsFailure.ListingTooSlow ? TimeSpan.Zero : TimeSpan.MaxValue,
        };
        int entries = 0;
        var listing = new DirectoryListing(ListingForm.Names, _ => entries++, Today, bounds);
        byte[] line = "endless.xml\r\n"u8.ToArray();
        FtpsException e = Assert.Throws<FtpsException>(() =>
        {
            while (entries < 1000)
            {
                listing.Feed(line, 0, line.Length);
            }
        });

        Assert.Equal((bound, false), (e.Failure, e.SessionUsable));
        Assert.Equal(
            bound == FtpsFailure.ListingTooManyEntries ? 100 : bound == FtpsFailure.ListingTooLarge ? 1000 / line.Length : 0, entries);
    }

    [Fact]
    public void A_million_entries_are_a_listing_still()
    {
        int entries = 0;
        var listing = new DirectoryListing(ListingForm.Names, _ => entries++, Today, new ListingBounds());
        byte[] lines = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("a.xml\r\n", 1000)));
        for (int i = 0; i < 1000; i++)
        {
            listing.Feed(lines, 0, lines.Length);
        }

        Assert.Equal(1_000_000, entries);
        Assert.Equal(FtpsFailure.ListingTooManyEntries, Assert.Throws<FtpsException>(() => listing.Feed(lines, 0, lines.Length)).Failure);
    }

    [Fact]
    public void Random_bytes_are_read_without_harm_in_every_form()
    {
        var random = new Random(1);
        var bytes = new byte[200];
        byte[] alphabet = Encoding.ASCII.GetBytes("-dl0123456789 Nov:;=<DIR>typesizemodify/.\r\n");
        foreach (ListingForm form in new[] { ListingForm.Long, ListingForm.Names, ListingForm.Facts })
        {
            for (int round = 0; round < 3000; round++)
            {
                for (int i = 0; i < bytes.Length; i++)
                {
                    bytes[i] = round % 2 == 0 ? alphabet[random.Next(alphabet.Length)] : (byte)random.Next(256);
                }

                int entries = 0;
                var listing = new DirectoryListing(
                    form, entry => entries += entry.Name.Bytes.Length > 0 ? 1 : 1000, Today, new ListingBounds());
                listing.Feed(bytes, 0, bytes.Length);
                listing.Finish();
                Assert.Equal(listing.Entries, entries);
            }
        }
    }

    private static (List<string> Entries, int Unread) Read(string sample)
    {
        var entries = new List<string>();
        DirectoryListing listing = Feed(sample, int.MaxValue, entry => entries.Add(Show(entry)));
        return (entries, listing.UnreadLines);
    }

    private static DirectoryListing Feed(string sample, int size, Action<DirectoryEntry> entry)
    {
        ListingForm form = sample switch { "nlst" => ListingForm.Names, "mlsd" => ListingForm.Facts, _ => ListingForm.Long };
        byte[] bytes = File.ReadAllBytes(TestFiles.Sample(sample + ".txt"));
        var listing = new DirectoryListing(form, entry, Today, new ListingBounds());
        for (int at = 0; at < bytes.Length; at += Math.Min(size, bytes.Length - at))
        {
            listing.Feed(bytes, at, Math.Min(size, bytes.Length - at));
        }

        listing.Finish();
        return listing;
    }

    private static string Show(DirectoryEntry entry)
    {
        string kind = entry.IsFolder switch { true => "folder", false => "file", null => "?" };
        string zone = entry.Modified?.Kind == DateTimeKind.Utc ? "Z" : string.Empty;
        return $"{kind} {entry.Name} {entry.Size?.ToString(CultureInfo.InvariantCulture) ?? "-"}"
            + $" {entry.Modified?.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) ?? "-"}{zone}";
    }
}
