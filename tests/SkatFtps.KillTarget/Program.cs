using System;
using System.Threading.Tasks;

namespace SkatFtps.KillTarget;

/// <summary>
/// HOST PORT USER PASSWORD P12 P12PASSWORD ROOT LEDGER: connects, says "ready", waits for a line "send POINT SERVICE FILE" or
/// "receive POINT NAME FOLDER" (separated by tabs), and does that. At the point it says "at POINT" and stands still until it is
/// killed; if it never gets there it says "done", or "failed" and why.
/// </summary>
internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        var pause = new PausePoint(Say);
        using GatewaySession session = await Filer.ConnectAsync(args, path => new PausingConnection(path, pause), pause);
        Say("ready");
        if (Console.ReadLine()?.Split('\t') is not [string job, string point, string what, string where])
        {
            return 2;
        }

        pause.Set(point);
        try
        {
            pause.At("begin");
            await (job == "send" ? (Task)Filer.SendAsync(session, what, where, pause) : Filer.ReceiveAsync(session, what, where, pause));
            pause.At("end");
            Say("done");
            return 0;
        }
        catch (SkatFtpsException e)
        {
            Say($"failed {e.ErrorId} {e.Message}");
            return 1;
        }
    }

    private static void Say(string line)
    {
        Console.Out.WriteLine(line);
        Console.Out.Flush();
    }
}
