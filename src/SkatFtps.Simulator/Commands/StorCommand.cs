using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Simulator.Backends;
using SkatFtps.Simulator.Control;
using SkatFtps.Simulator.Data;
using SkatFtps.Simulator.Folders;
using SkatFtps.Simulator.Judging;
using SkatFtps.Simulator.Options;
using SkatFtps.Simulator.Scripting;

namespace SkatFtps.Simulator.Commands;

/// <summary>
/// Takes a file into a service folder, from which it vanishes at once. With 150 the filing has happened, whatever comes of the
/// data connection: the name is used and the ledger has it.
/// </summary>
internal sealed class StorCommand : IFtpCommand
{
    // Control characters and what Windows or a path would choke on.
    private static readonly char[] OddCharacters =
        Enumerable.Range(0, 32).Select(code => (char)code).Concat("\\:*?\"<>|\x7F\uFFFD").ToArray();

    public string Verb => "STOR";

    public CommandPhase Phase => CommandPhase.LoggedIn;

    public bool Transfers => true;

    public async Task ExecuteAsync(ControlSession session, string argument, CancellationToken stop)
    {
        VirtualPath path = session.WorkingDirectory.Resolve(argument);
        (int Code, string Text)? refusal = Refusal(session, argument, path);
        if (refusal is not null)
        {
            session.Transfers.AboutToReply();
            await session.ReplyAsync(refusal.Value.Code, refusal.Value.Text, stop).ConfigureAwait(false);
            return;
        }

        if (await session.AtAsync(GatewayStep.StorBefore150, path.Name, stop).ConfigureAwait(false) != StepOutcome.Proceed)
        {
            return;
        }

        await ReceiveAsync(session, path, stop).ConfigureAwait(false);
    }

    private static (int Code, string Text)? Refusal(ControlSession session, string argument, VirtualPath path)
    {
        if (!session.DataProtected)
        {
            return (521, "PROT P is required first");
        }

        if (argument.Length == 0)
        {
            return (501, "STOR takes a name");
        }

        if (path.Parts.Count < 2 || path.Folder == VirtualPath.Out)
        {
            return (553, $"{argument}: Files go into a service folder");
        }

        if (path.Parts.Count > 2 || !session.MayUse(path.Folder))
        {
            return (550, $"{argument}: No such directory");
        }

        if (session.Gateway.Encoding.GetByteCount(path.Name) > session.Options.MaximumFileNameLength)
        {
            return (553, "The file name is too long");
        }

        if (path.Name.IndexOfAny(OddCharacters) >= 0)
        {
            return (553, "The file name is not allowed");
        }

        return session.Transfers.HasListener ? null : (425, "Use PASV or EPSV first");
    }

    private static async Task ReceiveAsync(ControlSession session, VirtualPath path, CancellationToken stop)
    {
        // The session's own token from here on: a cut transfer is recorded and answered too.
        CancellationToken rest = session.Gateway.Stopping;
        char type = session.Type;
        using FileStream? spool = UploadSpool.Open(session);
        using IncomingTransfer transfer = new(session, path.Name, spool)
        {
            Judge = ContentJudges.For(session.Options, path.Folder),
        };
        (int code, string text) = (426, "Data connection cut");
        bool answered = false;
        try
        {
            await session.Transfers.AnnounceAsync(stop).ConfigureAwait(false);
            answered = await session.AtAsync(GatewayStep.StorAfter150, path.Name, stop).ConfigureAwait(false) != StepOutcome.Proceed;
            if (!answered)
            {
                (code, text) = await transfer.ReceiveAsync(stop).ConfigureAwait(false);
            }
        }
        finally
        {
            Record(session, path, transfer, type, cut: code != 226);
        }

        if (code == 226 && !session.Ended)
        {
            answered |= await session.AtAsync(GatewayStep.StorAfterLastByte, path.Name, rest).ConfigureAwait(false) != StepOutcome.Proceed;
        }

        await session.Transfers.FinishAsync().ConfigureAwait(false);
        if (session.Ended)
        {
            return;
        }

        if (!answered && !transfer.Answered)
        {
            session.Transfers.AboutToReply();
            await session.ReplyAsync(code, text, rest).ConfigureAwait(false);
        }

        await session.AtAsync(GatewayStep.StorReplied, path.Name, rest).ConfigureAwait(false);
    }

    private static void Record(ControlSession session, VirtualPath path, IncomingTransfer transfer, char type, bool cut)
    {
        GatewayAccount account = session.Account!;
        UploadedFile file = new(
            0, session.Gateway.Now, session.Number, account.UserName, path.Folder, path.Name, transfer.Bytes, transfer.Sha256(), type,
            cut, Reused: !account.TryUseName(path.Name), transfer.Resumed)
        {
            Content = transfer.Content,
            Verdict = transfer.Judge?.Finish(transfer.Content),
        };
        session.Gateway.Backend.Take(account, session.Gateway.Ledger.Add(file));
    }
}
