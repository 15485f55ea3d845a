using System;
using System.Collections.Generic;
using System.IO;
using System.Threading.Tasks;
using SkatFtps.Files;
using SkatFtps.Text;

namespace SkatFtps.Receiving;

/// <summary>
/// A file on its way from /out to a folder: written under a temporary name, flushed to the disk, and only then given its own name.
/// What is not complete leaves nothing under the final name.
/// </summary>
internal sealed class ReceivedFile : IDisposable
{
    // Bytes; enough to be worth a flush of its own.
    internal const long FlushEvery = 64 * 1024 * 1024;

    private readonly DirectoryInfo _destination;
    private readonly string _name;
    private readonly string _temporary;
    private readonly FileStream _stream;
    private bool _kept;
#if NET8_0_OR_GREATER
    private long _flushed;
#endif
    private Task _flushing = Task.CompletedTask;

    private ReceivedFile(DirectoryInfo destination, string name, string temporary, FileStream stream)
    {
        _destination = destination;
        _name = name;
        _temporary = temporary;
        _stream = stream;
        Content = new HashingStream(stream);
    }

    /// <summary>Where the bytes go.</summary>
    public HashingStream Content { get; }

    /// <param name="destination">An existing folder.</param>
    /// <param name="serverName">The name in /out; only its last part is used.</param>
    /// <exception cref="ResponseNameException">No local file may have that name.</exception>
    /// <exception cref="GatewayException">DestinationUnusable.</exception>
    public static ReceivedFile Create(DirectoryInfo destination, string serverName)
    {
        string name = ResponseName.ToSafeFileName(serverName);
        string temporary = Path.Combine(destination.FullName, PartialFile.NewName());
        try
        {
            // No buffer of its own: what comes is in large parts already, and each is written while the next is read.
            return new ReceivedFile(
                destination, name, temporary, new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(destination, e);
        }
    }

    /// <summary>What a full disk, a lost share or a missing right is to the user.</summary>
    public static GatewayException Unwritable(DirectoryInfo destination, Exception e) => new(
        "DestinationUnusable",
        $"No file can be written to '{destination.FullName}': {e.Message} What was to go there is still in /out.",
        null,
        e)
    {
        SessionUsable = true,
    };

    /// <summary>
    /// Told now and then how much was written. What there is of a large file is brought to the disk while the rest is received, where the
    /// runtime can: at the end little is left to wait for.
    /// </summary>
    /// <exception cref="IOException">An earlier part cannot be brought there.</exception>
    public void Written(long bytes)
    {
#if NET8_0_OR_GREATER
        if (bytes - _flushed >= FlushEvery && _flushing.IsCompleted)
        {
            _flushing.GetAwaiter().GetResult();
            _flushed = bytes;
            Microsoft.Win32.SafeHandles.SafeFileHandle file = _stream.SafeFileHandle;
            _flushing = Task.Run(() => RandomAccess.FlushToDisk(file));
        }
#endif
    }

    /// <summary>
    /// Flushes, and gives the file its name. Where another content has that, it gets one made of its own content's hash, which nothing else
    /// has; a file of the same content that is there already is kept, and counts.
    /// </summary>
    /// <returns>The path under which the content now lies.</returns>
    public string Keep(string sha256)
    {
        _flushing.GetAwaiter().GetResult();
        _stream.Flush(flushToDisk: true);
        _stream.Dispose();
        string path = Place(sha256);

        // Also where the content lay there already: the run that wrote it may have ended before this.
        DurableFolder.Flush(_destination.FullName);
        return path;
    }

    public void Dispose()
    {
        Content.Dispose();
        Task.WaitAny(_flushing);
        try
        {
            _stream.Dispose();
        }
        catch (IOException)
        {
            // Closing writes what is left. The first failure is the one that is told.
        }

        if (!_kept)
        {
            Delete();
        }
    }

    private string Place(string sha256)
    {
        foreach (string name in NamesFor(sha256))
        {
            string path = Path.Combine(_destination.FullName, name);
            if (TryPlace(path, sha256))
            {
                return path;
            }
        }

        throw new IOException($"Every name for '{_name}' is taken.");
    }

    // False when another content, a folder or what is no file has the name.
    private bool TryPlace(string path, string sha256)
    {
        while (true)
        {
            if (File.Exists(path))
            {
                return HasContent(path, sha256);
            }

            try
            {
                ExclusiveName.Take(_temporary, path);
                _kept = true;
                return true;
            }
            catch (IOException) when (File.Exists(path))
            {
                // Another process took the name in between; look at what it wrote.
            }
            catch (IOException) when (IsTaken(path))
            {
                return false;
            }
        }
    }

    // A folder, or a link that leads nowhere.
    private static bool IsTaken(string path)
    {
        try
        {
            return (int)File.GetAttributes(path) != -1;
        }
        catch (IOException)
        {
            return false;
        }
    }

    // Its own; with the beginning of its hash; with the whole of it.
    private IEnumerable<string> NamesFor(string sha256)
    {
        const int Short = 12;
        yield return _name;
        yield return ResponseName.Marked(_name, sha256.Substring(0, Short));
        yield return ResponseName.Marked(_name, sha256);
    }

    private void Delete()
    {
        try
        {
            File.Delete(_temporary);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The folder went away, or its share: its name tells what it is, and why is told already.
        }
    }

    /// <summary>Whether the file is there with this length, in bytes; its content is not read.</summary>
    public static bool HasLength(string path, long length) => new FileInfo(path) is { Exists: true } file && file.Length == length;

    /// <summary>Whether the file is there with this content (SHA-256, hexadecimal).</summary>
    public static bool HasContent(string path, string sha256)
    {
        if (!File.Exists(path))
        {
            return false;
        }

        using FileStream? stream = TryOpen(path);
        return stream is not null && Hex.Sha256(stream).Equals(sha256, StringComparison.OrdinalIgnoreCase);
    }

    // A FIFO or a device of that name holds no content of ours, nor does a link that leads nowhere.
    private static FileStream? TryOpen(string path)
    {
        try
        {
            return RegularFile.Open(path, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (IOException e) when (e is NotRegularFileException or FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }
}
