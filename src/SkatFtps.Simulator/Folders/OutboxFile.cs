using System;
using System.IO;

namespace SkatFtps.Simulator.Folders;

/// <summary>A file in /out.</summary>
/// <param name="name">The name in /out.</param>
/// <param name="size">The size that LIST and SIZE tell, in bytes.</param>
/// <param name="exposedAt">From when it can be seen.</param>
/// <param name="open">Opens the content from its beginning, for each RETR.</param>
public sealed class OutboxFile(string name, long size, DateTimeOffset exposedAt, Func<Stream> open)
{
    private readonly Func<Stream> _open = open;

    public OutboxFile(string name, byte[] content, DateTimeOffset exposedAt)
        : this(name, content.Length, exposedAt, () => new MemoryStream(content, writable: false))
    {
    }

    public string Name { get; } = name;

    public long Size { get; } = size;

    public DateTimeOffset ExposedAt { get; } = exposedAt;

    public Stream Open() => _open();

    public byte[] ReadAll()
    {
        using Stream from = Open();
        using MemoryStream to = new();
        from.CopyTo(to);
        return to.ToArray();
    }
}
