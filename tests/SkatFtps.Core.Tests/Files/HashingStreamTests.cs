using System;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Core.Tests.Support;
using SkatFtps.Files;
using Xunit;

namespace SkatFtps.Core.Tests.Files;

public sealed class HashingStreamTests
{
    private static readonly byte[] Content = [.. Enumerable.Range(0, 1000).Select(one => (byte)(one * 31))];

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(5000)]
    public async Task What_is_read_is_hashed_however_it_comes(int most)
    {
        using HashingStream stream = new(new DribblingStream(Content, most));
        using MemoryStream copy = new();

        await stream.CopyToAsync(copy);

        Assert.Equal(Content, copy.ToArray());
        Assert.Equal(1000, stream.Total);
        Assert.Equal(Convert.ToHexString(SHA256.HashData(Content)), stream.Finish());
    }

    [Fact]
    public async Task What_is_written_is_hashed_by_either_way_of_writing_and_only_the_part_meant()
    {
        using MemoryStream inner = new();
        using HashingStream stream = new(inner);

        stream.Write(Content, 0, 10);
        await stream.WriteAsync(Content, 10, 500, CancellationToken.None);
        stream.Write(Content, 510, 490);

        Assert.Equal(Content, inner.ToArray());
        Assert.Equal(Convert.ToHexString(SHA256.HashData(Content)), stream.Finish());
        Assert.Equal(stream.Finish(), stream.Finish());
    }

    [Fact]
    public void Nothing_has_the_hash_of_nothing()
    {
        using HashingStream stream = new(new MemoryStream());

        Assert.Equal("E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855", stream.Finish());
    }

    [Fact]
    public void The_inner_stream_stays_its_owners()
    {
        using MemoryStream inner = new();
        new HashingStream(inner).Dispose();

        inner.WriteByte(1);
    }
}
