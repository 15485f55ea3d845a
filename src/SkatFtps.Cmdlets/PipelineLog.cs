using System;
using System.Collections.Concurrent;
using System.Diagnostics;
using SkatFtps.Ftp;

namespace SkatFtps.Cmdlets;

/// <summary>Carries what a task on the pool reports to the pipeline thread, which alone may write it.</summary>
internal sealed class PipelineLog : IProtocolLog
{
    private readonly BlockingCollection<(ProtocolLogKind Kind, string Text)> _lines = new();
    private readonly Stopwatch _since = Stopwatch.StartNew();
    private readonly Action<ProtocolLogKind, string> _write;

    /// <param name="write">Called on the pipeline thread, in <see cref="Pump"/>.</param>
    public PipelineLog(Action<ProtocolLogKind, string> write) => _write = write;

    public void Write(ProtocolLogKind kind, string text)
    {
        string sign = kind switch
        {
            ProtocolLogKind.Command => "> ",
            ProtocolLogKind.Reply => "< ",
            _ => string.Empty,
        };
        string line = kind == ProtocolLogKind.Warning ? text : $"{_since.Elapsed.TotalSeconds,7:0.000} s {sign}{text}";
        try
        {
            _lines.Add((kind, line));
        }
        catch (InvalidOperationException)
        {
            // The cmdlet has ended; what an abandoned task still says has no reader.
        }
    }

    /// <summary>Waits for a line and writes all that there are.</summary>
    /// <returns>False when no line can come any more.</returns>
    public bool Pump(TimeSpan wait)
    {
        if (!_lines.TryTake(out (ProtocolLogKind Kind, string Text) line, wait))
        {
            return !_lines.IsCompleted;
        }

        do
        {
            _write(line.Kind, line.Text);
        }
        while (_lines.TryTake(out line));
        return true;
    }

    public void Complete() => _lines.CompleteAdding();
}
