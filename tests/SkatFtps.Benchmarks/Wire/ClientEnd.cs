using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Session;

namespace SkatFtps.Benchmarks.Wire;

/// <summary>
/// Our process on the client's side: SERVER LEDGER and then send ENGINE SESSIONS FOLDER, receive NAME FOLDER, or poll KIND. Says what it
/// measured, a line each, in milliseconds and bytes.
/// </summary>
internal static class ClientEnd
{
    public static async Task<int> RunAsync(string[] args)
    {
        var gateway = new BenchmarkGateway(new ServerFacts(args[0]), args[1]);
        switch (args[2])
        {
            case "send":
                await SendAsync(gateway, args[3], int.Parse(args[4], CultureInfo.InvariantCulture), args[5]);
                return 0;
            case "receive":
                await ReceiveAsync(gateway, args[3], args[4]);
                return 0;
            case "poll":
                await PollAsync(gateway, args[3]);
                return 0;
            default:
                return 2;
        }
    }

    private static async Task SendAsync(BenchmarkGateway gateway, string engine, int sessions, string folder)
    {
        FileInfo[] files = [.. new DirectoryInfo(folder).GetFiles().OrderBy(file => file.Name, StringComparer.Ordinal)];
        long begin = Stopwatch.GetTimestamp();
        using GatewaySession session = await gateway.ConnectAsync(engine);
        Say("idle", ProcessMemory.Resident);
        long connected = Stopwatch.GetTimestamp();
        if (sessions == 1)
        {
            foreach (FileInfo file in files)
            {
                await SubmitAsync(session, file);
            }
        }
        else
        {
            // What Send-SkatFile -ThrottleLimit does.
            var parallel = new SkatFtps.Session.ParallelSessions(session, sessions);
            await Task.WhenAll(
                files.Select(file => parallel.RunAsync((free, _) => SubmitAsync(free, file), QuietLog.Instance, CancellationToken.None)));
            await parallel.CloseAsync(QuietLog.Instance, CancellationToken.None);
        }

        Say("files-ms", Stopwatch.GetElapsedTime(connected).TotalMilliseconds);
        await session.CloseAsync(QuietLog.Instance, CancellationToken.None);
        Say("session-ms", Stopwatch.GetElapsedTime(begin).TotalMilliseconds);
        Say("peak", ProcessMemory.Peak);
    }

    private static Task<Submission> SubmitAsync(GatewaySession session, FileInfo file) =>
        session.SubmitAsync("Udlaan", file, new SubmitOptions(), QuietLog.Instance, CancellationToken.None);

    private static async Task ReceiveAsync(BenchmarkGateway gateway, string name, string folder)
    {
        long begin = Stopwatch.GetTimestamp();
        using GatewaySession session = await gateway.ConnectAsync("own");
        Say("idle", ProcessMemory.Resident);
        long connected = Stopwatch.GetTimestamp();
        OutFile file = (await session.ListOutAsync(QuietLog.Instance, CancellationToken.None)).First(one => one.Name == name);
        await session.ReceiveAsync(file, null, new DirectoryInfo(folder), null, QuietLog.Instance, CancellationToken.None);
        Say("files-ms", Stopwatch.GetElapsedTime(connected).TotalMilliseconds);
        await session.CloseAsync(QuietLog.Instance, CancellationToken.None);
        Say("session-ms", Stopwatch.GetElapsedTime(begin).TotalMilliseconds);
        Say("peak", ProcessMemory.Peak);
    }

    private static async Task PollAsync(BenchmarkGateway gateway, string kind)
    {
        using GatewaySession session = await gateway.ConnectAsync("own");
        var look = new OneLook(session);
        ProcessMemory.ForgetPeak();
        Say("idle", ProcessMemory.Resident);
        long allocated = GC.GetTotalAllocatedBytes(precise: true);
        long begin = Stopwatch.GetTimestamp();
        long found = await look.RunAsync(kind);
        Say("look-ms", Stopwatch.GetElapsedTime(begin).TotalMilliseconds);
        Say("allocated", GC.GetTotalAllocatedBytes(precise: true) - allocated);
        Say("peak", ProcessMemory.Peak);
        Say("found", found);
        Say("listings", look.Listings);
        Say("retrievals", look.Retrievals);

        // A second one has its code compiled already, as in a process that polls all day.
        begin = Stopwatch.GetTimestamp();
        await look.RunAsync(kind);
        Say("again-ms", Stopwatch.GetElapsedTime(begin).TotalMilliseconds);
        Say("peak-of-two", ProcessMemory.Peak);
    }

    private static void Say(string name, double value) => Console.WriteLine(FormattableString.Invariant($"{name} {value:0.###}"));
}
