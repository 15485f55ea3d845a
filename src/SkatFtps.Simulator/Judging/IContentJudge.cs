using System;

namespace SkatFtps.Simulator.Judging;

/// <summary>Looks into one upload as it arrives.</summary>
internal interface IContentJudge
{
    void Take(ReadOnlySpan<byte> bytes);

    /// <param name="kept">The whole upload, or null when it was larger than the gateway keeps.</param>
    ContentVerdict Finish(byte[]? kept);
}
