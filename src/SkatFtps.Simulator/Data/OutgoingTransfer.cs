using System;
using System.IO;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Simulator.Control;
using SkatFtps.Simulator.Scripting;

namespace SkatFtps.Simulator.Data;

/// <summary>Sends one file or listing over a data connection.</summary>
internal sealed class OutgoingTransfer(ControlSession session, string midStep, string argument)
{
    private ScriptStep? _mid;
    private int _occurrence;
    private long _sent;
    private bool _answered;

    /// <summary>
    /// Announces the transfer, has <paramref name="write"/> send the content by the function it is given, reaches
    /// <paramref name="lastStep"/> if there is one, and replies.
    /// </summary>
    internal async Task RunAsync(string? lastStep, Func<Func<ReadOnlyMemory<byte>, Task>, Task> write, CancellationToken stop)
    {
        await session.Transfers.AnnounceAsync(stop).ConfigureAwait(false);
        (int code, string text) = await SendAsync(write, stop).ConfigureAwait(false);
        await session.Transfers.FinishAsync().ConfigureAwait(false);
        if (_answered || session.Ended)
        {
            return;
        }

        // The session's own token: an aborted transfer still has its reply.
        CancellationToken rest = session.Gateway.Stopping;
        if (code == 226 && lastStep is not null
            && await session.AtAsync(lastStep, argument, rest).ConfigureAwait(false) != StepOutcome.Proceed)
        {
            return;
        }

        session.Transfers.AboutToReply();
        await session.ReplyAsync(code, text, rest).ConfigureAwait(false);
    }

    private async Task<(int Code, string Text)> SendAsync(Func<Func<ReadOnlyMemory<byte>, Task>, Task> write, CancellationToken stop)
    {
        try
        {
            (_occurrence, _mid) = session.Options.Script.Take(midStep);
            DataConnection data = await session.Transfers.OpenAsync(argument, stop).ConfigureAwait(false);
            await InterruptIfDueAsync(stop).ConfigureAwait(false);
            await write(bytes => WriteAsync(data, bytes, stop)).ConfigureAwait(false);
            await data.EndAsync().ConfigureAwait(false);
            return data.Cut ? (426, "Data connection cut") : (226, "Transfer complete");
        }
        catch (DataConnectionException e)
        {
            _answered |= e.Code == 0;
            return (e.Code, e.Message);
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException)
        {
            return (426, "Data connection broken");
        }
        catch (OperationCanceledException)
        {
            return (426, "Transfer aborted");
        }
    }

    private async Task WriteAsync(DataConnection data, ReadOnlyMemory<byte> bytes, CancellationToken stop)
    {
        // Split at the script's mark, so that a cut after n bytes has sent n bytes.
        while (bytes.Length > 0 && !data.Ended)
        {
            int most = _mid is null ? bytes.Length : (int)Math.Min(bytes.Length, _mid.Threshold - _sent);
            await data.WriteAsync(bytes.Slice(0, most), stop).ConfigureAwait(false);
            bytes = bytes.Slice(most);
            _sent += most;
            await InterruptIfDueAsync(stop).ConfigureAwait(false);
        }
    }

    private async Task InterruptIfDueAsync(CancellationToken stop)
    {
        if (_mid is null || _sent < _mid.Threshold)
        {
            return;
        }

        ScriptStep due = _mid;
        _mid = null;
        StepOutcome outcome = await session.PerformAsync(midStep, _occurrence, due, argument, stop).ConfigureAwait(false);
        _answered |= outcome != StepOutcome.Proceed;
    }
}
