using System.IO;
using System.Threading.Tasks;
using SkatFtps.Files;
using Xunit;

namespace SkatFtps.Core.Tests.Files;

public sealed class BoundedStreamTests
{
    [Theory]
    [InlineData(9, 9)]
    [InlineData(10, 10)]
    [InlineData(11, 11)]
    [InlineData(1_000_000, 11)]
    public async Task Of_what_is_too_large_one_byte_more_than_allowed_is_kept(int length, int kept)
    {
        byte[] content = new byte[length];
        content[0] = 1;
        using var atOnce = new BoundedStream(10);
        atOnce.Write(content, 0, length);
        using var inParts = new BoundedStream(10);
        await new MemoryStream(content).CopyToAsync(inParts, 3);

        Assert.Equal(content[..kept], atOnce.ToArray());
        Assert.Equal(content[..kept], inParts.ToArray());
    }
}
