using System;
using System.Collections.Concurrent;
using System.Diagnostics;
using SkatFtps.Ftp;

namespace SkatFtps.Cmdlets.Pipeline;

/// <summary>Carries what a task on the pool reports to the pipeline thread, which alone may write it.</summary>
/// <param name="write">Called on the pipeline thread, in <see cref="Pump"/>.</param>
internal sealed class PipelineLog(Action<ProtocolLogKind, string> write) : IProtocolLog
{
    private readonly BlockingCollection<Action> _work = new();
    private readonly Stopwatch _since = Stopwatch.StartNew();
    private readonly Action<ProtocolLogKind, string> _write = write;

    public void Write(ProtocolLogKind kind, string text)
    {
        string sign = kind switch
        {
            ProtocolLogKind.Command => "> ",
            ProtocolLogKind.Reply => "< ",
            _ => string.Empty,
        };
        string line = kind == ProtocolLogKind.Warning ? text : $"{_since.Elapsed.TotalSeconds,7:0.000} s {sign}{text}";
        Post(() => _write(kind, line));
    }

    /// <summary>Hands something to the pipeline thread: an object to write, an error.</summary>
    public void Post(Action action)
    {
        try
        {
            _work.Add(action);
        }
        catch (InvalidOperationException)
        {
            // The cmdlet has ended; what an abandoned task still says has no reader.
        }
    }

    /// <summary>Waits for something to do and does all that there is.</summary>
    /// <returns>False when nothing can come any more.</returns>
    public bool Pump(TimeSpan wait)
    {
        if (!_work.TryTake(out Action? action, wait))
        {
            return !_work.IsCompleted;
        }

        do
        {
            action();
        }
        while (_work.TryTake(out action));
        return true;
    }

    public void Complete() => _work.CompleteAdding();
}
