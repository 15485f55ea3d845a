using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Simulator.Control;
using SkatFtps.Simulator.Data;
using SkatFtps.Simulator.Scripting;

namespace SkatFtps.Simulator.Folders;

/// <summary>What a session sees: the service folders of its roles, always empty, and /out.</summary>
internal static class DirectoryTree
{
    private const int Chunk = 16 * 1024;

    // Folders are older than anything in them.
    private static readonly DateTimeOffset FolderTime = new(2019, 8, 17, 1, 0, 0, TimeSpan.Zero);

    internal static bool HasFolder(ControlSession session, VirtualPath path) =>
        path.IsRoot || (path.Parts.Count == 1 && (path.Folder == VirtualPath.Out || session.MayUse(path.Folder)));

    /// <summary>The file in /out at this path, or null.</summary>
    internal static OutboxFile? FindFile(ControlSession session, VirtualPath path) =>
        path.Parts.Count == 2 && path.Folder == VirtualPath.Out
        && session.Account!.Outbox.TryGet(path.Name, session.Gateway.Now, out OutboxFile? file)
            ? file
            : null;

    /// <summary>Null when a data connection may be made.</summary>
    internal static (int Code, string Text)? TransferRefusal(ControlSession session)
    {
        if (!session.DataProtected)
        {
            return (521, "PROT P is required first");
        }

        return session.Transfers.HasListener ? null : (425, "Use PASV or EPSV first");
    }

    internal static async Task SendListingAsync(
        ControlSession session, string argument, Func<ListingEntry, DateTimeOffset, string> line, CancellationToken stop)
    {
        // Options of ls, such as -la, are taken and ignored, as servers do.
        string path = string.Join(' ', argument.Split(' ').SkipWhile(word => word.StartsWith('-')));
        IEnumerable<ListingEntry>? entries = Entries(session, session.WorkingDirectory.Resolve(path));
        (int Code, string Text)? refusal = TransferRefusal(session);
        if (refusal is null && entries is null)
        {
            refusal = (550, $"{path}: No such file or directory");
        }

        if (refusal is not null)
        {
            session.Transfers.AboutToReply();
            await session.ReplyAsync(refusal.Value.Code, refusal.Value.Text, stop).ConfigureAwait(false);
            return;
        }

        OutgoingTransfer transfer = new(session, GatewayStep.ListMidData, path);
        await transfer.RunAsync(null, write => WriteAsync(session, entries!, line, write), stop).ConfigureAwait(false);
    }

    private static IEnumerable<ListingEntry>? Entries(ControlSession session, VirtualPath path)
    {
        if (path.IsRoot)
        {
            return session.Services.Append(VirtualPath.Out).OrderBy(name => name, StringComparer.Ordinal)
                .Select(name => new ListingEntry(name, true, 0, FolderTime));
        }

        if (path.Parts.Count == 1 && path.Folder == VirtualPath.Out)
        {
            return session.Account!.Outbox.List(session.Gateway.Now).Select(ToEntry);
        }

        if (HasFolder(session, path))
        {
            return [];
        }

        OutboxFile? file = FindFile(session, path);
        return file is null ? null : [ToEntry(file)];
    }

    private static ListingEntry ToEntry(OutboxFile file) => new(file.Name, false, file.Size, file.ExposedAt);

    private static async Task WriteAsync(
        ControlSession session, IEnumerable<ListingEntry> entries, Func<ListingEntry, DateTimeOffset, string> line,
        Func<ReadOnlyMemory<byte>, Task> write)
    {
        DateTimeOffset now = session.Gateway.Now;
        Encoding encoding = session.Gateway.Encoding;
        using MemoryStream lines = new(Chunk * 2);
        foreach (ListingEntry entry in entries)
        {
            lines.Write(encoding.GetBytes(line(entry, now) + "\r\n"));
            if (lines.Length < Chunk)
            {
                continue;
            }

            await write(lines.GetBuffer().AsMemory(0, (int)lines.Length)).ConfigureAwait(false);
            lines.SetLength(0);
        }

        if (lines.Length > 0)
        {
            await write(lines.GetBuffer().AsMemory(0, (int)lines.Length)).ConfigureAwait(false);
        }
    }
}
