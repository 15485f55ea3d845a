using System.Collections.Generic;
using System.Linq;

namespace SkatFtps.Core.Tests.Kills;

/// <summary>One step at which a process is killed.</summary>
/// <param name="Sends">Sending a file; else receiving one.</param>
/// <param name="AtServer">A step of the simulated gateway; else one of the process itself.</param>
/// <param name="Step">GatewayStep's name, or PausePoint's.</param>
/// <param name="StorWritten">Of a submission: STOR was written, so that the gateway has the file, whole or not.</param>
public sealed record KillPoint(bool Sends, bool AtServer, string Step, bool StorWritten)
{
    /// <summary>In the order in which a process meets them.</summary>
    public static IReadOnlyList<KillPoint> All { get; } =
    [
        .. Client(
            true,
            false,
            "begin",
            "Reserved before",
            "Reserved uncommitted",
            "Reserved committed",
            "Sending before",
            "Sending uncommitted",
            "Sending committed",
            "log STOR"),
        .. Server(true, "STOR", "StorBefore150", "StorAfter150"),
        .. Client(true, true, "log 150"),
        .. Server(true, "DataHandshake"),
        .. Client(true, true, "progress"),
        .. Server(true, "StorMidData", "StorAfterLastByte", "StorReplied"),
        .. Client(true, true, "log 226", "Sent before", "Sent uncommitted", "Sent committed", "end"),
        .. Client(false, false, "begin", "log RETR"),
        .. Server(false, "RETR", "DataHandshake"),
        .. Client(false, false, "log 150", "progress"),
        .. Server(false, "RetrMidData", "RetrAfterLastByte"),
        .. Client(false, false, "log 226", "Received before", "Received uncommitted", "Received committed", "log DELE"),
        .. Server(false, "DELE"),
        .. Client(false, false, "log 250", "Removed before", "Removed uncommitted", "Removed committed", "end"),
    ];

    public override string ToString() => $"{(Sends ? "sending" : "receiving")}, {(AtServer ? "the gateway" : "the process")} at {Step}";

    private static IEnumerable<KillPoint> Client(bool sends, bool storWritten, params string[] steps) =>
        steps.Select(step => new KillPoint(sends, false, step, storWritten));

    private static IEnumerable<KillPoint> Server(bool sends, params string[] steps) =>
        steps.Select(step => new KillPoint(sends, true, step, sends));
}
