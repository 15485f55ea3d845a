using System;
using System.Buffers;
using System.IO;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Simulator.Control;
using SkatFtps.Simulator.Judging;
using SkatFtps.Simulator.Scripting;

namespace SkatFtps.Simulator.Data;

/// <summary>Receives one file over a data connection, hashing it as it comes; only small ones are kept in memory.</summary>
internal sealed class IncomingTransfer(ControlSession session, string argument, Stream? spool) : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private MemoryStream? _kept = new();

    /// <summary>Looks into the content as it comes; null where nothing is to be looked for.</summary>
    internal IContentJudge? Judge { get; init; }

    internal long Bytes { get; private set; }

    internal bool Resumed { get; private set; }

    /// <summary>Null when the file was larger than the gateway keeps.</summary>
    internal byte[]? Content => _kept?.ToArray();

    /// <summary>Set when the script has sent the reply or taken the control connection down.</summary>
    internal bool Answered { get; private set; }

    /// <summary>What to reply: 226 for a file that ended as it should, else 425 or 426.</summary>
    internal async Task<(int Code, string Text)> ReceiveAsync(CancellationToken stop)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            (int occurrence, ScriptStep? mid) = session.Options.Script.Take(GatewayStep.StorMidData);
            DataConnection data = await session.Transfers.OpenAsync(argument, stop).ConfigureAwait(false);
            Resumed = data.Resumed;
            while (true)
            {
                if (mid is not null && Bytes >= mid.Threshold)
                {
                    await InterruptAsync(occurrence, mid, stop).ConfigureAwait(false);
                    mid = null;
                    if (data.Ended || session.Ended)
                    {
                        return (426, "Data connection cut");
                    }
                }

                // Up to the script's mark and not beyond, so that a cut at n bytes has n bytes.
                int most = mid is null ? buffer.Length : (int)Math.Min(buffer.Length, mid.Threshold - Bytes);
                int count = await data.ReadAsync(buffer.AsMemory(0, most), stop).ConfigureAwait(false);
                if (count == 0)
                {
                    break;
                }

                Take(buffer.AsSpan(0, count));
            }

            if (!data.ReceivedCloseNotify && !session.Options.AcceptsFinAlone)
            {
                return (426, "Data connection closed without close_notify");
            }

            await AnswerCloseNotifyAsync(data).ConfigureAwait(false);
            return (226, "Transfer complete");
        }
        catch (DataConnectionException e)
        {
            Answered |= e.Code == 0;
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
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>The hash of all that was received, in lower-case hexadecimal. To be called once.</summary>
    internal string Sha256() => Convert.ToHexString(_hash.GetHashAndReset()).ToLowerInvariant();

    public void Dispose()
    {
        _hash.Dispose();
        _kept?.Dispose();
    }

    private async Task AnswerCloseNotifyAsync(DataConnection data)
    {
        if (!session.Options.EndsUploads)
        {
            data.Drop();
            return;
        }

        try
        {
            await data.EndAsync().ConfigureAwait(false);
        }
        catch (IOException)
        {
            // The file is whole; a client that has closed already does not wait for this.
        }
    }

    private async Task InterruptAsync(int occurrence, ScriptStep mid, CancellationToken stop)
    {
        StepOutcome outcome = await session.PerformAsync(GatewayStep.StorMidData, occurrence, mid, argument, stop).ConfigureAwait(false);
        Answered |= outcome != StepOutcome.Proceed;
    }

    private void Take(ReadOnlySpan<byte> bytes)
    {
        Bytes += bytes.Length;
        _hash.AppendData(bytes);
        spool?.Write(bytes);
        Judge?.Take(bytes);
        if (Bytes <= session.Options.KeptContentLimit)
        {
            _kept?.Write(bytes);
        }
        else
        {
            _kept = null;
        }
    }
}
