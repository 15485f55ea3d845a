using System;
using System.Collections.Generic;
using System.Linq;

namespace SkatFtps.Peers.Tests.Cuts;

/// <summary>Which cuts are made: every kind in turn, at a byte that the seed chooses.</summary>
public static class CutPlan
{
    // More than the records of a resumed handshake on either side.
    private const int Handshake = 600;

    /// <summary>A close_notify and what follows it.</summary>
    private const int End = 64;

    /// <summary>Sending and receiving, each connection, bytes of either side, both ends, each way.</summary>
    private static readonly (bool Sends, Cut Cut)[] Kinds =
    [
        .. from way in Enum.GetValues<CutWay>()
           from channel in new[] { CutChannel.Data, CutChannel.Control, CutChannel.Login }
           from reset in new[] { false, true }
           from fromClient in new[] { true, false }
           from sends in new[] { true, false }
           select (sends, new Cut(channel, fromClient, reset, way)),
    ];

    /// <summary>Bytes of a file: one part of a record, some records, more than the sockets hold.</summary>
    public static IReadOnlyList<int> Sizes { get; } = [200, 60_000, 1_500_000];

    /// <param name="number">The kind; as many numbers as there are kinds have them all. A negative one: the box that cannot be told from
    /// here.</param>
    public static (bool Sends, Cut Cut) KindOf(int number) =>
        number < 0
            ? (true, new Cut(CutChannel.Data, FromClient: true, IsReset: false, CutWay.ToServer))
            : Kinds[(int)((uint)number * 29 % (uint)Kinds.Length)];

    /// <summary>Where: in the handshake, anywhere, or at the very end.</summary>
    /// <param name="cut">Of which kind.</param>
    /// <param name="whole">How many bytes pass when nothing is cut.</param>
    /// <param name="random">Chooses.</param>
    public static Cut At(Cut cut, long whole, Random random)
    {
        // A standing connection is told of by a byte at least.
        long first = cut.Channel is CutChannel.Control ? 1 : 0;
        long offset = random.Next(3) switch
        {
            0 => random.NextInt64(first, Math.Min(Handshake, whole)),
            1 => random.NextInt64(first, whole),
            _ => random.NextInt64(Math.Max(first, whole - End), whole + 1),
        };
        return cut with { Offset = offset };
    }
}
