using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Ftp;

namespace SkatFtps.Peers.Tests;

/// <summary>Keeps the dialogue.</summary>
public sealed class RecordingLog : IProtocolLog
{
    private readonly List<(ProtocolLogKind Kind, string Text)> _lines = [];

    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lines)
            {
                return _lines.Select(line => line.Text).ToArray();
            }
        }
    }

    public IReadOnlyList<string> Commands
    {
        get
        {
            lock (_lines)
            {
                return _lines.Where(line => line.Kind == ProtocolLogKind.Command).Select(line => line.Text).ToArray();
            }
        }
    }

    public void Write(ProtocolLogKind kind, string text)
    {
        lock (_lines)
        {
            _lines.Add((kind, text));
        }
    }

    public void Clear()
    {
        lock (_lines)
        {
            _lines.Clear();
        }
    }

    /// <summary>Waits for something that another program does.</summary>
    public async Task UntilAsync(Func<bool> condition)
    {
        using CancellationTokenSource patience = new(TimeSpan.FromSeconds(30));
        while (!condition())
        {
            await Task.Delay(20, patience.Token);
        }
    }
}
