using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using SkatFtps.Ftp;

namespace SkatFtps.Core.Tests.Support;

/// <summary>Keeps the dialogue that the engine reported.</summary>
internal sealed class RecordingLog : IProtocolLog
{
    private readonly ConcurrentQueue<(ProtocolLogKind Kind, string Text)> _lines = new();

    public IEnumerable<string> Lines(ProtocolLogKind kind) => _lines.Where(line => line.Kind == kind).Select(line => line.Text);

    public string Everything => string.Join(Environment.NewLine, _lines.Select(line => line.Kind + ": " + line.Text));

    public void Write(ProtocolLogKind kind, string text) => _lines.Enqueue((kind, text));
}
