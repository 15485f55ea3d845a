using System;
using System.IO;
using System.Security.Cryptography;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Files;
using SkatFtps.Sending;
using Xunit;

namespace SkatFtps.Core.Tests.Sending;

public sealed class OutgoingContentTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(999_999)]
    [InlineData(262_144)]
    [InlineData(1_000_000)]
    public async Task Of_what_was_read_ahead_only_what_was_written_counts(int written)
    {
        byte[] content = RandomNumberGenerator.GetBytes(1_000_000);
        using var outgoing = new OutgoingContent(new MemoryStream(content));
        var ahead = new AheadReader(outgoing, CancellationToken.None);
        using var read = new MemoryStream();
        long total = 0;
        int count;
        while ((count = await ahead.NextAsync()) > 0)
        {
            read.Write(ahead.Part, 0, count);
            total += count;
            outgoing.Confirm(Math.Min(written, total));
        }

        await ahead.EndAsync();

        Assert.Equal(content, read.ToArray());
        Assert.Equal(written, outgoing.Written);
        Assert.Equal(Convert.ToHexString(SHA256.HashData(content.AsSpan(0, written))), outgoing.Finish());
        Assert.Equal(outgoing.Finish(), outgoing.Finish());
    }

    [Fact]
    public void A_reader_that_does_not_read_ahead_gets_the_same()
    {
        byte[] content = RandomNumberGenerator.GetBytes(500_000);
        using var outgoing = new OutgoingContent(new MemoryStream(content));
        byte[] buffer = new byte[600_000];
        long total = 0;
        int count;
        while ((count = outgoing.Read(buffer, 0, buffer.Length)) > 0)
        {
            outgoing.Confirm(total += count);
        }

        Assert.Equal((500_000L, Convert.ToHexString(SHA256.HashData(content))), (outgoing.Written, outgoing.Finish()));
    }
}
