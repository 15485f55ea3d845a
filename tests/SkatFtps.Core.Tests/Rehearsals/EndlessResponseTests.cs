using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Core.Tests.Support;
using SkatFtps.Ftp;
using SkatFtps.Receiving;
using SkatFtps.Simulator.Folders;
using Xunit;

namespace SkatFtps.Core.Tests.Rehearsals;

/// <summary>A server that never ends a file fills neither disk nor memory, and the rest of the run goes on.</summary>
public sealed class EndlessResponseTests : IDisposable
{
    private const string Name = "Udlaan_in_a.xml_response.txt";
    private const string Other = "Udlaan_in_b.xml_response.txt";
    private const long Mib = 1024 * 1024;

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task One_that_sends_far_more_than_it_listed_is_given_up_and_nothing_of_it_is_kept()
    {
        await using LedgerRehearsal rehearsal = new();
        GatewaySession session = await rehearsal.ConnectAsync();
        var endless = new EndlessStream();
        rehearsal.Account.Outbox.Put(new OutboxFile(Name, 1000, rehearsal.Clock.GetUtcNow(), () => endless));
        Expose(rehearsal, Other);

        GatewayException e = await FailAsync(rehearsal, session, new ResponseReceiver(_folder.Info));

        Assert.Equal("ResponseLongerThanListed", e.ErrorId);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
        Assert.InRange(endless.Given, 16 * Mib, 32 * Mib);
        await EnsureGoesOnAsync(rehearsal, session);
    }

    [Fact]
    public async Task One_that_is_listed_empty_is_given_up_at_the_users_bound()
    {
        await using LedgerRehearsal rehearsal = new();
        GatewaySession session = await rehearsal.ConnectAsync();
        var endless = new EndlessStream();
        rehearsal.Account.Outbox.Put(new OutboxFile(Name, 0, rehearsal.Clock.GetUtcNow(), () => endless));
        Expose(rehearsal, Other);

        GatewayException e = await FailAsync(rehearsal, session, new ResponseReceiver(_folder.Info) { MaximumBytes = 3 * Mib });

        Assert.Equal("ResponseTooLarge", e.ErrorId);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
        Assert.InRange(endless.Given, 3 * Mib, 16 * Mib);
        await EnsureGoesOnAsync(rehearsal, session);
    }

    [Fact]
    public async Task One_that_is_listed_larger_than_the_users_bound_or_the_room_is_not_asked_for()
    {
        await using LedgerRehearsal rehearsal = new();
        GatewaySession session = await rehearsal.ConnectAsync();
        Expose(rehearsal, Name, new byte[2000]);

        Assert.Equal(
            "ResponseTooLarge", (await FailAsync(rehearsal, session, new ResponseReceiver(_folder.Info) { MaximumBytes = 1999 })).ErrorId);
        Assert.Equal(
            "DestinationFull",
            (await FailAsync(rehearsal, session, new ResponseReceiver(_folder.Info) { FreeSpace = () => 1999 })).ErrorId);
        Assert.Equal(0, rehearsal.CountOf("RETR"));

        Assert.Equal(
            2000,
            (await ReceiveAsync(
                rehearsal,
                session,
                new ResponseReceiver(_folder.Info) { MaximumBytes = 2000, FreeSpace = () => 2000 },
                Name)).Response!.Length);
    }

    [Fact]
    public async Task One_that_leaves_no_room_on_the_volume_is_given_up_on_the_way()
    {
        await using LedgerRehearsal rehearsal = new();
        GatewaySession session = await rehearsal.ConnectAsync();
        var endless = new EndlessStream();
        rehearsal.Account.Outbox.Put(new OutboxFile(Name, 0, rehearsal.Clock.GetUtcNow(), () => endless));
        Expose(rehearsal, Other);
        long free = 80 * Mib;

        GatewayException e = await FailAsync(rehearsal, session, new ResponseReceiver(_folder.Info) { FreeSpace = () => free -= 17 * Mib });

        Assert.Equal("DestinationFull", e.ErrorId);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
        await EnsureGoesOnAsync(rehearsal, session);
    }

    [Fact]
    public async Task A_status_that_does_not_end_is_given_up_and_the_others_are_read()
    {
        await using LedgerRehearsal rehearsal = new();
        GatewaySession session = await rehearsal.ConnectAsync();
        var endless = new EndlessStream();
        rehearsal.Account.Outbox.Put(new OutboxFile("status_Udlaan_a.xml_1.xml", 700, rehearsal.Clock.GetUtcNow(), () => endless));
        Expose(
            rehearsal,
            "status_Udlaan_b.xml_1.xml",
            "<status><file><FTPTransaktionsId>b.xml</FTPTransaktionsId></file></status>"u8.ToArray());
        string? failed = null;
        int found = 0;

        await session.CollectStatusesAsync(
            new StatusQuery(), _ => found++, (name, e) => failed = $"{name} {e.ErrorId}", rehearsal.Log, CancellationToken.None)
            .WaitAsync(TimeSpan.FromMinutes(1));

        Assert.Equal("status_Udlaan_a.xml_1.xml StatusFileTooLarge", failed);
        Assert.InRange(endless.Given, 16 * Mib, 32 * Mib);
        Assert.Equal(1, found);
    }

    [Theory]
    [InlineData(1000L, 16_779_216L, false)]
    [InlineData(1000L, 16_779_217L, true)]
    [InlineData(100_000_000L, 216_777_216L, false)]
    [InlineData(100_000_000L, 216_777_217L, true)]
    [InlineData(0L, 4_294_967_296L, false)]
    [InlineData(null, 4_294_967_296L, false)]
    [InlineData(null, 4_294_967_297L, true)]
    [InlineData(4_294_967_296L, 4_294_967_297L, true)]
    public void Twice_what_was_listed_and_16_MiB_is_a_little_more(long? listed, long bytes, bool ends)
    {
        var bounds = new DownloadBounds(Name, listed, ResponseReceiver.DefaultMaximumBytes, _folder.Path, () => null);
        Assert.Equal(ends, Record.Exception(() => bounds.Check(bytes)) is FtpsException);
    }

    [Fact]
    public void The_room_of_a_folder_is_known() => Assert.InRange(SkatFtps.Files.FreeSpace.Of(_folder.Path)!.Value, 1, long.MaxValue);

    public void Dispose() => _folder.Dispose();

    private static void Expose(LedgerRehearsal rehearsal, string name, byte[]? content = null) =>
        rehearsal.Account.Outbox.Put(new OutboxFile(name, content ?? "answer"u8.ToArray(), rehearsal.Clock.GetUtcNow()));

    private static Task<GatewayException> FailAsync(LedgerRehearsal rehearsal, GatewaySession session, ResponseReceiver receiver) =>
        Assert.ThrowsAsync<GatewayException>(() => ReceiveAsync(rehearsal, session, receiver, Name));

    private static async Task<ReceivedResponse> ReceiveAsync(
        LedgerRehearsal rehearsal, GatewaySession session, ResponseReceiver receiver, string name)
    {
        OutFile file = (await session.ListOutAsync(rehearsal.Log, CancellationToken.None)).Single(one => one.Name == name);
        return await receiver.ReceiveAsync(
            session, file, null, remove: false, null, rehearsal.Log, CancellationToken.None).WaitAsync(TimeSpan.FromMinutes(1));
    }

    private async Task EnsureGoesOnAsync(LedgerRehearsal rehearsal, GatewaySession session) =>
        Assert.Equal(6, (await ReceiveAsync(rehearsal, session, new ResponseReceiver(_folder.Info), Other)).Response!.Length);

    // Gives zeros for as long as anybody takes them, and ends at last so that a test without the bound fails and does not hang.
    private sealed class EndlessStream : MemoryStream
    {
        private const long End = 256 * Mib;

        public long Given { get; private set; }

        public override int Read(Span<byte> buffer) => Give(buffer.Length);

        public override int Read(byte[] buffer, int offset, int count) => Give(count);

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            new(Give(buffer.Length));

        private int Give(int count)
        {
            int given = (int)Math.Min(count, End - Given);
            Given += given;
            return given;
        }
    }
}
