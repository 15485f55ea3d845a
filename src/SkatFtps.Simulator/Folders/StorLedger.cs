using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;

namespace SkatFtps.Simulator.Folders;

/// <summary>Every STOR in the order in which they ended, in memory and, if asked, as JSON lines for other processes to read.</summary>
internal sealed class StorLedger
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly object _gate = new();
    private readonly List<UploadedFile> _received = new();
    private readonly string? _path;
    private TaskCompletionSource _added = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="path">The file to append to, or null.</param>
    internal StorLedger(string? path) => _path = path;

    internal IReadOnlyList<UploadedFile> Received
    {
        get
        {
            lock (_gate)
            {
                return _received.ToArray();
            }
        }
    }

    /// <summary>Gives the entry its index and writes it down.</summary>
    internal UploadedFile Add(UploadedFile file)
    {
        lock (_gate)
        {
            UploadedFile entry = file with { Index = _received.Count + 1 };
            if (_path is not null)
            {
                File.AppendAllText(_path, JsonSerializer.Serialize(entry, Json) + "\n");
            }

            _received.Add(entry);
            _added.SetResult();
            _added = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return entry;
        }
    }

    /// <summary>Waits until at least so many have ended; a client may know of its failure before the gateway does.</summary>
    internal async Task<IReadOnlyList<UploadedFile>> WaitAsync(int count, CancellationToken stop)
    {
        while (true)
        {
            Task added;
            lock (_gate)
            {
                if (_received.Count >= count)
                {
                    return _received.ToArray();
                }

                added = _added.Task;
            }

            await added.WaitAsync(stop).ConfigureAwait(false);
        }
    }
}
