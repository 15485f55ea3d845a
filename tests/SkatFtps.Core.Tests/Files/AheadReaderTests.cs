using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Core.Tests.Ftp;
using SkatFtps.Core.Tests.Support;
using SkatFtps.Files;
using SkatFtps.Ftp;
using Xunit;

namespace SkatFtps.Core.Tests.Files;

public sealed class AheadReaderTests
{
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(10);

    [Theory]
    [InlineData(1, 10)]
    [InlineData(1000, 7)]
    [InlineData(1_000_000, 1_000_000)]
    public async Task Parts_come_in_order_and_whole(int length, int most)
    {
        byte[] content = new byte[length];
        Random.Shared.NextBytes(content);
        var reader = new AheadReader(new DribblingStream(content, most), CancellationToken.None);
        List<byte> read = [];

        int count;
        while ((count = await reader.NextAsync()) > 0)
        {
            read.AddRange(reader.Part.AsSpan(0, count));
        }

        Assert.Equal(0, await reader.NextAsync());
        await reader.EndAsync();
        Assert.Equal(content, read.ToArray());
    }

    [Fact]
    public async Task A_part_stays_as_it_is_while_the_next_one_is_read()
    {
        byte[] content = new byte[TransferBuffers.Size * 3];
        Random.Shared.NextBytes(content);
        var reader = new AheadReader(new MemoryStream(content), CancellationToken.None);

        for (int part = 0; part < 3; part++)
        {
            Assert.Equal(TransferBuffers.Size, await reader.NextAsync());

            // A read of memory is done when NextAsync returns, into the other buffer.
            Assert.Equal(content[(part * TransferBuffers.Size)..((part + 1) * TransferBuffers.Size)], reader.Part);
        }

        await reader.EndAsync();
    }

    [Fact]
    public async Task A_read_that_fails_fails_when_its_part_is_asked_for_and_not_before()
    {
        var reader = new AheadReader(new FailingStream(5, new IOException("The share is gone.")), CancellationToken.None);

        Assert.Equal(5, await reader.NextAsync());
        IOException e = await Assert.ThrowsAsync<IOException>(reader.NextAsync);
        await reader.EndAsync();

        Assert.Equal("The share is gone.", e.Message);
    }

    [Fact]
    public async Task The_end_waits_for_a_read_that_still_runs_into_its_buffer()
    {
        var stream = new WaitingStream();
        var reader = new AheadReader(stream, CancellationToken.None);

        Task end = reader.EndAsync();
        Assert.False(end.IsCompleted);
        stream.Answer.SetResult(1);

        await end.WaitAsync(Guard);
    }

    private sealed class WaitingStream : MemoryStream
    {
        public TaskCompletionSource<int> Answer { get; } = new();

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => Answer.Task;
    }
}
