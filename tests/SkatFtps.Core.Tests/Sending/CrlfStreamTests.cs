using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Core.Tests.Support;
using SkatFtps.Sending;
using Xunit;

namespace SkatFtps.Core.Tests.Sending;

public sealed class CrlfStreamTests
{
    public static TheoryData<string, string> Texts => new()
    {
        { "", "" },
        { "a", "a" },
        { "\n", "\r\n" },
        { "\r\n", "\r\n" },
        { "\r", "\r" },
        { "\n\n", "\r\n\r\n" },
        { "\r\n\r\n", "\r\n\r\n" },
        { "\r\n\n", "\r\n\r\n" },
        { "\n\r\n", "\r\n\r\n" },
        { "\r\r\n", "\r\r\n" },
        { "\r\n\r", "\r\n\r" },
        { "a\nb\r\nc\rd\n", "a\r\nb\r\nc\rd\r\n" },
        { "0001   \n2260   \n", "0001   \r\n2260   \r\n" },
        { "\u00e6\u00f8\u00e5\n", "\u00e6\u00f8\u00e5\r\n" },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task Every_line_ends_in_CRLF_however_the_bytes_come_and_go(string text, string expected)
    {
        foreach (int taken in new[] { 1, 2, 3, 1000 })
        {
            foreach (int given in new[] { 1, 2, 3, 1000 })
            {
                Assert.Equal(
                    expected, await ReadAllAsync(new CrlfStream(new DribblingStream(Encoding.Latin1.GetBytes(text), given)), taken));
                Assert.Equal(expected, ReadAll(new CrlfStream(new DribblingStream(Encoding.Latin1.GetBytes(text), given)), taken));
            }
        }
    }

    [Fact]
    public async Task Every_byte_but_a_bare_line_feed_stays()
    {
        byte[] all = [.. Enumerable.Range(0, 256).Where(one => one != '\n').Select(one => (byte)one)];

        Assert.Equal(Encoding.Latin1.GetString(all), await ReadAllAsync(new CrlfStream(new MemoryStream(all)), 7));
    }

    [Fact]
    public async Task A_line_end_at_the_edge_of_the_inner_buffer_is_seen()
    {
        // The carriage return is the last byte of one block of 64 KiB, its line feed the first of the next; and a bare one beside it.
        foreach (int before in new[] { 65534, 65535, 65536, 65537 })
        {
            string line = new('x', before);
            Assert.Equal(
                line + "\r\ny\r\n", await ReadAllAsync(new CrlfStream(new MemoryStream(Encoding.ASCII.GetBytes(line + "\r\ny\n"))), 65536));
            Assert.Equal(
                line + "\r\ny", await ReadAllAsync(new CrlfStream(new MemoryStream(Encoding.ASCII.GetBytes(line + "\ny"))), 65536));
        }
    }

    [Fact]
    public async Task Nothing_is_written_outside_the_part_of_the_buffer_that_was_offered()
    {
        using CrlfStream stream = new(new MemoryStream("\n\n\n"u8.ToArray()));
        byte[] buffer = new byte[8];

        int read = await stream.ReadAsync(buffer, 3, 2, CancellationToken.None);

        Assert.Equal(2, read);
        Assert.Equal([0, 0, 0, 13, 10, 0, 0, 0], buffer);
    }

    private static async Task<string> ReadAllAsync(Stream stream, int most)
    {
        List<byte> all = [];
        byte[] buffer = new byte[most];
        int read;
        while ((read = await stream.ReadAsync(buffer, 0, most, CancellationToken.None)) > 0)
        {
            all.AddRange(buffer.Take(read));
        }

        return Encoding.Latin1.GetString(all.ToArray());
    }

    private static string ReadAll(Stream stream, int most)
    {
        List<byte> all = [];
        byte[] buffer = new byte[most];
        int read;
        while ((read = stream.Read(buffer, 0, most)) > 0)
        {
            all.AddRange(buffer.Take(read));
        }

        return Encoding.Latin1.GetString(all.ToArray());
    }
}
