using System;
using System.Text;
using BenchmarkDotNet.Attributes;
using SkatFtps.Ftp;

namespace SkatFtps.Benchmarks.InMemory;

/// <summary>The replies to one small file, and one of many lines; one operation is one reply.</summary>
public class ReplyBenchmarks
{
    private static readonly byte[] Replies = Encoding.ASCII.GetBytes(
        "229 Entering Extended Passive Mode (|||40123|)\r\n150 Opening BINARY mode data connection for file.zip\r\n226 Transfer"
            + " complete\r\n"
        + "211-Features:\r\n AUTH TLS\r\n EPSV\r\n MLST modify*;perm*;size*;type*;\r\n PBSZ\r\n PROT\r\n SIZE\r\n UTF8\r\n211 End\r\n");

    [Benchmark(OperationsPerInvoke = 4)]
    public int Read()
    {
        var reader = new FtpReplyReader();
        reader.Feed(Replies, 0, Replies.Length);
        int codes = 0;
        while (reader.Next() is { } reply)
        {
            codes += reply.Code;
        }

        return codes == 229 + 150 + 226 + 211 ? codes : throw new BenchmarkFailedException($"The replies' codes make {codes}.");
    }
}
