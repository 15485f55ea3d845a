using System;
using System.Collections.Generic;
using System.IO;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using FluentFTP;
using FluentFTP.Client.BaseClient;
using SkatFtps.Ftp;
using SkatFtps.Text;
using FtpReply = SkatFtps.Ftp.FtpReply;

namespace SkatFtps.FluentFtp;

/// <summary>
/// FluentFTP's control connection, listened to. FluentFTP takes the end of the stream for an empty line and waits on, and it keeps a reply
/// as text; so the end is made an exception here, every reply has its deadline here, and is read a second time from the bytes that pass.
/// </summary>
internal sealed class ControlStream(BaseFtpClient client, FtpsTimeouts timeouts) : FtpSocketStream(client)
{
    private readonly FtpsTimeouts _timeouts = timeouts;
    private readonly FtpReplyReader _reader = new();
    private CancellationTokenSource? _deadline;
    private FtpsException? _late;
    private bool _answered;

    /// <summary>Whether the replies answer what was asked.</summary>
    public DialogueOrder Order { get; } = new();

    /// <summary>The last command's verb; "the connection" before the first.</summary>
    public string Verb { get; private set; } = "the connection";

    /// <summary>The last reply, by our reading; null before the greeting.</summary>
    public FtpReply? Last { get; private set; }

    /// <summary>The last reply to each verb.</summary>
    public Dictionary<string, FtpReply> Answers { get; } = new(StringComparer.Ordinal);

    /// <summary>While it is set, replies are freed of it before anyone sees them.</summary>
    public string? Secret { get; set; }

    public bool IsClosed { get; private set; }

    /// <summary>Nothing of a reply is left over: both readings ended at the same line.</summary>
    public bool IsAtBoundary => !_reader.HasMore;

    /// <summary>True while the peer has neither closed nor said anything unasked.</summary>
    public bool LooksAlive()
    {
        try
        {
            if (_reader.HasMore)
            {
                Shut();
                Order.Overheard(TakeReplies());
            }

            return !IsClosed && Socket is { } socket && !socket.Poll(0, SelectMode.SelectRead);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            return false;
        }
    }

    /// <summary>One more reply may be read, within the limit.</summary>
    public void Expect(TimeSpan limit, FtpsFailure late, string what)
    {
        _answered = false;
        Limit(limit, late, what);
    }

    /// <summary>Sets another limit for the reply that is expected; none when it is there already.</summary>
    public void Limit(TimeSpan limit, FtpsFailure late, string what)
    {
        Disarm();
        if (limit == Timeout.InfiniteTimeSpan || _answered)
        {
            return;
        }

        var deadline = new CancellationTokenSource();
        deadline.Token.Register(() =>
        {
            _late = new FtpsException(late, $"Waited {limit.TotalSeconds:0.#} s for {what} in vain.");
            Shut();
        });
        _deadline = deadline;
        deadline.CancelAfter(limit);
    }

    /// <summary>Ends the limit; the reply it was for ends it too.</summary>
    public void Disarm()
    {
        _deadline?.Dispose();
        _deadline = null;
    }

    /// <summary>Closes TCP, whoever is reading or writing.</summary>
    public void Shut()
    {
        IsClosed = true;
        Socket?.Dispose();
    }

    public override async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken token)
    {
        if (_answered)
        {
            // A reply without a blank behind its code, for one, which FluentFTP does not take for a reply.
            Shut();
            throw new FtpsException(FtpsFailure.ReplyUnexpected, $"FluentFTP cannot read the reply to {Verb}: {Last}") { Reply = Last };
        }

        int read;
        try
        {
            read = await base.ReadAsync(buffer, offset, count, token).ConfigureAwait(false);
        }
        catch (Exception e)
            when (e is IOException or ObjectDisposedException or SocketException or InvalidOperationException or TimeoutException)
        {
            throw Lost(e);
        }

        if (read == 0)
        {
            throw Lost(null);
        }

        Observe(buffer, offset, read);
        return read;
    }

    public override async Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken token)
    {
        string line = Encodings.Latin1.GetString(buffer, offset, count).TrimEnd('\r', '\n');
        Verb = line.Split(' ')[0];
        if (IsClosed)
        {
            // FluentFTP drops what is written to a closed stream without a word.
            throw Lost(null);
        }

        if (_reader.HasMore)
        {
            Shut();
            throw Order.Pending(Verb, TakeReplies());
        }

        Order.Asked = Verb;
        bool login = Verb is "USER" or "PASS";
        Expect(
            login ? _timeouts.Login : _timeouts.Reply,
            login ? FtpsFailure.LoginTimedOut : FtpsFailure.ReplyTimedOut,
            "the reply to " + Verb);
        try
        {
            await base.WriteAsync(buffer, offset, count, token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or SocketException or InvalidOperationException)
        {
            throw Lost(e);
        }
    }

    private void Observe(byte[] buffer, int offset, int count)
    {
        try
        {
            _reader.Feed(buffer, offset, count);
        }
        catch (FtpsException e)
        {
            Shut();
            throw string.IsNullOrEmpty(Secret)
                ? e
                : new FtpsException(e.Failure, $"The server answered {Verb} with something that is no reply.");
        }

        if (_reader.Next() is not { } reply)
        {
            return;
        }

        Disarm();
        _answered = true;
        Last = string.IsNullOrEmpty(Secret) ? reply : reply.Without(Secret!);
        Answers[Verb] = Last;
        try
        {
            Order.Answered(Last);
        }
        catch (FtpsException)
        {
            Shut();
            throw;
        }

        if (Last.Code == 421)
        {
            // The server says that it closes the connection (RFC 959, 4.2.1).
            Shut();
        }
    }

    private List<FtpReply> TakeReplies()
    {
        var replies = new List<FtpReply>();
        while (_reader.Next() is { } reply)
        {
            replies.Add(reply);
        }

        return replies;
    }

    private FtpsException Lost(Exception? cause)
    {
        Disarm();
        Shut();
        string how = cause is null
            ? "The server closed the connection"
            : "The connection broke (" + Printable.Escape(cause.GetBaseException().Message).TrimEnd('.') + ")";
        return _late ?? new FtpsException(FtpsFailure.ConnectionLost, $"{how} instead of answering {Verb}.", cause);
    }
}
