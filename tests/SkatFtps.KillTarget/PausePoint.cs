using System;
using System.Threading;
using SkatFtps.Ftp;

namespace SkatFtps.KillTarget;

/// <summary>
/// The one step at which this process stands still: "begin", "end", "log " and how a line of the dialogue begins once STOR, RETR or
/// DELE was written, "progress", or a step of <see cref="PausingConnection"/>.
/// </summary>
/// <param name="say">Tells the test.</param>
public sealed class PausePoint(Action<string> say) : IProtocolLog
{
    private readonly Action<string> _say = say;
    private string? _point;
    private bool _underWay;

    public void Set(string point) => _point = point;

    public void At(string step)
    {
        if (step == _point)
        {
            _say("at " + step);
            Thread.Sleep(Timeout.Infinite);
        }
    }

    public void Write(ProtocolLogKind kind, string text)
    {
        // Before that, listings and logins have a 150 and a 226 of their own.
        string verb = text.Split(' ')[0];
        _underWay |= kind == ProtocolLogKind.Command && verb is "STOR" or "RETR" or "DELE";
        if (_underWay && kind is ProtocolLogKind.Command or ProtocolLogKind.Reply)
        {
            At("log " + verb);
        }
    }

    public void Progress(long bytes)
    {
        if (bytes > 0)
        {
            At("progress");
        }
    }
}
