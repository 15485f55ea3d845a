using System;
using System.Collections.Generic;
using SkatFtps.Text;

namespace SkatFtps.Ftp;

/// <summary>Makes replies of bytes, however they are cut into reads (RFC 959, 4.2). Knows no socket.</summary>
internal sealed class FtpReplyReader
{
    /// <summary>The longest line and the largest reply that are read, in bytes; beyond that it is no FTP server's reply.</summary>
    internal const int MaxLine = 16 * 1024;
    internal const int MaxReply = 1024 * 1024;

    private readonly Queue<FtpReply> _replies = new();
    private readonly List<byte[]> _lines = new();
    private byte[] _line = new byte[256];
    private int _lineLength;
    private int _code = -1;
    private int _replyLength;

    /// <summary>Bytes of a further reply have arrived, whole or in part.</summary>
    public bool HasMore => _replies.Count > 0 || _lineLength > 0 || _code >= 0;

    /// <exception cref="FtpsException"><see cref="FtpsFailure.NotAnFtpServer"/>: the bytes are no reply.</exception>
    public void Feed(byte[] buffer, int offset, int count)
    {
        int end = offset + count;
        for (int i = offset; i < end; i++)
        {
            byte b = buffer[i];
            if (b == '\n')
            {
                // CRLF is the rule; a bare LF is what some servers send.
                int length = _lineLength > 0 && _line[_lineLength - 1] == '\r' ? _lineLength - 1 : _lineLength;
                TakeLine(length);
                _lineLength = 0;
                continue;
            }

            if (_lineLength == MaxLine)
            {
                throw NotFtp("a line of more than 16 KiB");
            }

            if (_lineLength == _line.Length)
            {
                Array.Resize(ref _line, _line.Length * 2);
            }

            _line[_lineLength++] = b;
        }
    }

    /// <returns>The next whole reply, or null when more bytes are needed.</returns>
    public FtpReply? Next() => _replies.Count > 0 ? _replies.Dequeue() : null;

    private void TakeLine(int length)
    {
        // The line end counts, or a reply of empty lines would have no limit.
        _replyLength += length + 1;
        if (_replyLength > MaxReply)
        {
            throw NotFtp("a reply of more than 1 MiB");
        }

        int code = CodeOf(length);
        if (_code < 0)
        {
            if (code < 0)
            {
                throw NotFtp("'" + Printable.Escape(FtpText.Decode(_line, 0, Math.Min(length, 60))) + "'");
            }

            AddText(length, skip: Math.Min(4, length));
            if (length > 3 && _line[3] == '-')
            {
                _code = code;
                return;
            }

            Finish(code);
            return;
        }

        // Within a multi-line reply only "the same code and a blank" ends it; every other line is text.
        bool last = code == _code && (length == 3 || _line[3] == ' ');
        bool repeatsCode = code == _code && length > 3 && _line[3] == '-';
        AddText(length, skip: last || repeatsCode ? Math.Min(4, length) : 0);
        if (last)
        {
            Finish(_code);
        }
    }

    private int CodeOf(int length)
    {
        if (length < 3 || !IsDigit(_line[0]) || !IsDigit(_line[1]) || !IsDigit(_line[2]))
        {
            return -1;
        }

        if (length > 3 && _line[3] != ' ' && _line[3] != '-')
        {
            return -1;
        }

        int code = ((_line[0] - '0') * 100) + ((_line[1] - '0') * 10) + (_line[2] - '0');
        return code is >= 100 and < 600 ? code : -1;
    }

    private void AddText(int length, int skip)
    {
        var text = new byte[length - skip];
        Array.Copy(_line, skip, text, 0, text.Length);
        _lines.Add(text);
    }

    private void Finish(int code)
    {
        _replies.Enqueue(new FtpReply(code, _lines.ToArray()));
        _lines.Clear();
        _code = -1;
        _replyLength = 0;
    }

    private static bool IsDigit(byte b) => b is >= (byte)'0' and <= (byte)'9';

    private static FtpsException NotFtp(string what) =>
        new(FtpsFailure.NotAnFtpServer, $"What answers there does not speak FTP: it sent {what}.");
}
