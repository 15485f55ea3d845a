using System;
using System.Buffers;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Simulator.Control;
using SkatFtps.Simulator.Data;
using SkatFtps.Simulator.Folders;
using SkatFtps.Simulator.Scripting;

namespace SkatFtps.Simulator.Commands;

/// <summary>Sends a file from /out, which stays there.</summary>
internal sealed class RetrCommand : IFtpCommand
{
    public string Verb => "RETR";

    public CommandPhase Phase => CommandPhase.LoggedIn;

    public bool Transfers => true;

    public async Task ExecuteAsync(ControlSession session, string argument, CancellationToken stop)
    {
        (int Code, string Text)? refusal = DirectoryTree.TransferRefusal(session);
        OutboxFile? file = DirectoryTree.FindFile(session, session.WorkingDirectory.Resolve(argument));
        if (refusal is null && file is null)
        {
            refusal = (550, $"{argument}: No such file");
        }

        if (refusal is not null)
        {
            session.Transfers.AboutToReply();
            await session.ReplyAsync(refusal.Value.Code, refusal.Value.Text, stop).ConfigureAwait(false);
            return;
        }

        OutgoingTransfer transfer = new(session, GatewayStep.RetrMidData, file!.Name);
        await transfer.RunAsync(
            GatewayStep.RetrAfterLastByte, write => CopyAsync(file, session.Type == 'A', write, stop), stop).ConfigureAwait(false);
    }

    private static async Task CopyAsync(OutboxFile file, bool ascii, Func<ReadOnlyMemory<byte>, Task> write, CancellationToken stop)
    {
        using Stream content = file.Open();
        byte[] buffer = ArrayPool<byte>.Shared.Rent(32 * 1024);
        byte[] lines = ascii ? ArrayPool<byte>.Shared.Rent(buffer.Length * 2) : [];
        byte last = 0;
        try
        {
            int count;
            while ((count = await content.ReadAsync(buffer, stop).ConfigureAwait(false)) > 0)
            {
                ReadOnlyMemory<byte> bytes = buffer.AsMemory(0, count);
                if (ascii)
                {
                    bytes = lines.AsMemory(0, ToNetworkLines(bytes.Span, lines, ref last));
                }

                await write(bytes).ConfigureAwait(false);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            if (ascii)
            {
                ArrayPool<byte>.Shared.Return(lines);
            }
        }
    }

    // TYPE A sends every line end as CR LF (RFC 959, 3.1.1.1), which does no good to a file that is not text.
    private static int ToNetworkLines(ReadOnlySpan<byte> from, byte[] to, ref byte last)
    {
        int length = 0;
        foreach (byte one in from)
        {
            if (one == '\n' && last != '\r')
            {
                to[length++] = (byte)'\r';
            }

            to[length++] = last = one;
        }

        return length;
    }
}
