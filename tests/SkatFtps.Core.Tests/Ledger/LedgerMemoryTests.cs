using System;
using System.IO;
using SkatFtps.Ledger;
using Xunit;

namespace SkatFtps.Core.Tests.Ledger;

/// <summary>What this machine remembers of a ledger, outside it.</summary>
public sealed class LedgerMemoryTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "skatftps-" + Path.GetRandomFileName(), "ledgers");

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_folder)!, recursive: true);

    [Fact]
    public void The_highest_counter_is_remembered_flushed_or_not()
    {
        using LedgerMemory memory = Open();
        Assert.Null(memory.Read());
        memory.Write(new LedgerIdentity("one", 5), flush: true);
        memory.Write(new LedgerIdentity("one", 7), flush: false);
        memory.Write(new LedgerIdentity("one", 6), flush: false);
        memory.Write(new LedgerIdentity("one", 6), flush: true);

        using LedgerMemory again = Open();
        Assert.Equal(7, again.Read()!.Value.Counter);
    }

    [Theory]
    [InlineData(0, 7)]
    [InlineData(512, 5)]
    public void A_half_that_was_torn_leaves_the_other(int torn, long left)
    {
        using (LedgerMemory memory = Open())
        {
            memory.Write(new LedgerIdentity("one", 5), flush: true);
            memory.Write(new LedgerIdentity("one", 7), flush: false);
        }

        using (FileStream file = File.OpenWrite(Assert.Single(Directory.GetFiles(_folder))))
        {
            file.Position = torn + 18;
            file.WriteByte((byte)'x');
        }

        using LedgerMemory again = Open();
        Assert.Equal(left, again.Read()!.Value.Counter);
    }

    [Fact]
    public void Another_ledger_that_was_accepted_is_the_one_remembered()
    {
        using LedgerMemory memory = Open();
        memory.Write(new LedgerIdentity("one", 5), flush: true);
        memory.Write(new LedgerIdentity("one", 900), flush: false);
        memory.Accept(new LedgerIdentity("two", 3));
        Assert.Equal(("two", 3), (memory.Read()!.Value.Ledger, memory.Read()!.Value.Counter));
    }

    [Fact]
    public void Accounts_and_places_are_kept_apart()
    {
        using LedgerMemory memory = Open();
        memory.Write(new LedgerIdentity("one", 5), flush: true);
        using LedgerMemory other = Open(user: "another");
        Assert.Null(other.Read());
        using LedgerMemory elsewhere = Open(place: "elsewhere");
        Assert.Null(elsewhere.Read());
    }

    [Fact]
    public void Without_a_folder_nothing_is_remembered_and_why_is_told()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder)!);
        File.WriteAllText(_folder, "a file");
        using LedgerMemory memory = Open();
        Assert.NotNull(memory.Failure);
        memory.Write(new LedgerIdentity("one", 5), flush: true);
        Assert.Null(memory.Read());
        using LedgerMemory none = LedgerMemory.Open(null, "place", "host", "user");
        Assert.NotNull(none.Failure);
    }

    private LedgerMemory Open(string place = "place", string user = "user") => LedgerMemory.Open(_folder, place, "host", user);
}
