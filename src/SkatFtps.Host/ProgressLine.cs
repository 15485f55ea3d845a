using System;
using System.Management.Automation;

namespace SkatFtps.Host;

/// <summary>Progress as one line that is rewritten; nothing at all where nobody watches.</summary>
internal sealed class ProgressLine(ConsoleFacts console)
{
    private readonly ConsoleFacts _console = console;
    private bool _shown;

    public void Show(ProgressRecord record)
    {
        if (!_console.Colour || !_console.CanAsk) { return; }

        Clear();
        if (record.RecordType == ProgressRecordType.Completed) { return; }

        string percent = record.PercentComplete >= 0 ? $" {record.PercentComplete}%" : "";
        string line = $"{record.Activity}: {record.StatusDescription}{percent}".Replace('\n', ' ').Replace('\r', ' ');
        // One column is left free: a full line makes some terminals wrap.
        Console.Out.Write(line.Length < _console.Width ? line : line[..(_console.Width - 1)]);
        _shown = true;
    }

    /// <summary>Takes the line away before anything else is written.</summary>
    public void Clear()
    {
        if (!_shown) { return; }
        Console.Out.Write("\r\u001b[K");
        _shown = false;
    }
}
