using System;
using System.Collections.Generic;
using System.IO;
using SkatFtps.Ledger.Sql;

namespace SkatFtps.Ledger;

/// <summary>
/// SQLite's write-ahead log ("WAL-mode File Format"), read before the library opens it. The library takes the log to end at the first frame
/// that is not whole, and says nothing of what follows; a crash ends it there too. They are told apart by the marks in what follows: where
/// they say that more had been flushed than is left, it was no crash.
/// </summary>
internal sealed class WriteAheadLog
{
    private const int HeaderLength = 32;
    private const int FrameHeaderLength = 24;

    private readonly Stream _log;
    private readonly byte[] _header = new byte[HeaderLength];
    private readonly Dictionary<long, long> _kept = [];
    private readonly Dictionary<long, long> _flushed = [];
    private readonly List<CounterMark> _pending = [];
    private byte[] _frame = [];
    private uint _sum1;
    private uint _sum2;

    private WriteAheadLog(Stream log) => _log = log;

    /// <summary>Judges the log beside a ledger, if there is one.</summary>
    /// <returns>What is wrong, or null.</returns>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static string? Judge(string ledgerPath)
    {
        string path = ledgerPath + "-wal";
        if (!File.Exists(path))
        {
            return null;
        }

        using var log = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 65536);
        return new WriteAheadLog(log).Judge(new FileInfo(ledgerPath));
    }

    private string? Judge(FileInfo ledger)
    {
        // Shorter, or all zero: the machine stopped as it was made, before anything in it counted.
        if (!Fill(_header) || Array.TrueForAll(_header, b => b == 0))
        {
            return null;
        }

        if (!IsHeaderWhole(out int pageSize))
        {
            return "the header of its write-ahead log is damaged";
        }

        _frame = new byte[FrameHeaderLength + pageSize];
        bool broken = false;
        while (Fill(_frame))
        {
            broken |= !IsNext();
            if (broken)
            {
                CollectLost();
            }
            else
            {
                CollectKept();
            }
        }

        return LostAccount(ledger) is null ? null : "its write-ahead log is damaged: what was written and flushed later is cut off by it";
    }

    private bool IsHeaderWhole(out int pageSize)
    {
        pageSize = (int)Big(_header, 8);
        bool whole = (Big(_header, 0) | 1) == 0x377f0683
            && Big(_header, 4) == 3007000
            && pageSize is >= 512 and <= 65536
            && (pageSize & (pageSize - 1)) == 0;
        Add(_header, 0, 24);
        return whole && _sum1 == Big(_header, 24) && _sum2 == Big(_header, 28);
    }

    /// <summary>Of the log's present round: what was left of an earlier one has other salts.</summary>
    private bool IsOfThisRound() => Big(_frame, 8) == Big(_header, 16) && Big(_frame, 12) == Big(_header, 20);

    private bool IsCommit() => Big(_frame, 4) != 0;

    private bool IsNext()
    {
        if (!IsOfThisRound() || Big(_frame, 0) == 0)
        {
            return false;
        }

        Add(_frame, 0, 8);
        Add(_frame, FrameHeaderLength, _frame.Length - FrameHeaderLength);
        return _sum1 == Big(_frame, 16) && _sum2 == Big(_frame, 20);
    }

    private void CollectKept()
    {
        _pending.AddRange(CounterMark.Find(_frame, FrameHeaderLength, _frame.Length));
        if (!IsCommit())
        {
            return;
        }

        foreach (CounterMark mark in _pending)
        {
            Raise(_kept, mark.Account, mark.Counter);
        }

        _pending.Clear();
    }

    private void CollectLost()
    {
        if (!IsOfThisRound())
        {
            return;
        }

        foreach (CounterMark mark in CounterMark.Find(_frame, FrameHeaderLength, _frame.Length))
        {
            Raise(_flushed, mark.Account, mark.Flushed);
        }
    }

    /// <summary>An account of which more was flushed than is left, or null.</summary>
    private long? LostAccount(FileInfo ledger)
    {
        if (_flushed.Count == 0)
        {
            return null;
        }

        foreach (CounterMark mark in ReadLedger(ledger))
        {
            Raise(_kept, mark.Account, mark.Counter);
        }

        foreach (KeyValuePair<long, long> lost in _flushed)
        {
            if (!_kept.TryGetValue(lost.Key, out long kept) ? lost.Value > 0 : lost.Value > kept)
            {
                return lost.Key;
            }
        }

        return null;
    }

    // The marks that the log does not have stand in the ledger itself; each lies within a page.
    private static IEnumerable<CounterMark> ReadLedger(FileInfo ledger)
    {
        var part = new byte[1024 * 1024];
        using FileStream file = ledger.Open(FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        while (true)
        {
            int length = 0;
            for (int read; length < part.Length && (read = file.Read(part, length, part.Length - length)) > 0; length += read)
            {
            }

            foreach (CounterMark mark in CounterMark.Find(part, 0, length))
            {
                yield return mark;
            }

            if (length < part.Length)
            {
                yield break;
            }
        }
    }

    private static void Raise(Dictionary<long, long> highest, long account, long value) =>
        highest[account] = highest.TryGetValue(account, out long known) ? Math.Max(known, value) : value;

    private void Add(byte[] content, int from, int length)
    {
        // The magic number's last bit tells in which order the bytes of a word are summed.
        bool big = (_header[3] & 1) == 1;
        for (int at = from; at < from + length; at += 8)
        {
            unchecked
            {
                _sum1 += (big ? Big(content, at) : Little(content, at)) + _sum2;
                _sum2 += (big ? Big(content, at + 4) : Little(content, at + 4)) + _sum1;
            }
        }
    }

    private bool Fill(byte[] target)
    {
        for (int at = 0; at < target.Length;)
        {
            int read = _log.Read(target, at, target.Length - at);
            if (read == 0)
            {
                return false;
            }

            at += read;
        }

        return true;
    }

    private static uint Big(byte[] from, int at) =>
        ((uint)from[at] << 24) | ((uint)from[at + 1] << 16) | ((uint)from[at + 2] << 8) | from[at + 3];

    private static uint Little(byte[] from, int at) =>
        ((uint)from[at + 3] << 24) | ((uint)from[at + 2] << 16) | ((uint)from[at + 1] << 8) | from[at];
}
