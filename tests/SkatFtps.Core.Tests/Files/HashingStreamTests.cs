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
    private static readonly byte[] s_content = [.. Enumerable.Range(0, 1000).Select(one => (byte)(one * 31))];

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(5000)]
    public async Task What_is_read_is_hashed_however_it_comes(int most)
    {
        using HashingStream stream = new(new DribblingStream(s_content, most));
        using MemoryStream copy = new();

        await stream.CopyToAsync(copy);

        Assert.Equal(s_content, copy.ToArray());
        Assert.Equal(1000, stream.Total);
        Assert.Equal(Convert.ToHexString(SHA256.HashData(s_content)), stream.Finish());
    }

    [Fact]
    public async Task What_is_written_is_hashed_by_either_way_of_writing_and_only_the_part_meant()
    {
        using MemoryStream inner = new();
        using HashingStream stream = new(inner);

        stream.Write(s_content, 0, 10);
        await stream.WriteAsync(s_content, 10, 500, CancellationToken.None);
        stream.Write(s_content, 510, 490);

        Assert.Equal(s_content, inner.ToArray());
        Assert.Equal(Convert.ToHexString(SHA256.HashData(s_content)), stream.Finish());
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
