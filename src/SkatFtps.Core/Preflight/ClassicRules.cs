using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Errors;

namespace SkatFtps.Preflight;

/// <summary>
/// eKapital Classic: records of one length, the first begins with 0001, the last with 9998 and says how many there are
/// (guide, "Error Codes"; the record descriptions). Judged as read, record by record, so that the first defect is the one that counts.
/// </summary>
internal sealed class ClassicRules
{
    private const int BlockSize = 256 * 1024;

    // Known from the record descriptions; they vary between years, so they only warn.
    private static readonly Dictionary<string, long> KnownLengths = new(StringComparer.OrdinalIgnoreCase)
    {
        ["AKFA"] = 230, ["CPS"] = 868, ["IFPA"] = 1346, ["PERE"] = 190,
    };

    private readonly GatewayService _service;
    private readonly FindingList _findings;
    private readonly ByteSurvey _survey = new();
    private ClassicRecord _record = new();
    private ClassicRecord _last = new();
    private long _records;
    private long _withReturn;
    private long _firstLength;
    private bool _hasMark;
    private bool _hasInterest;
    private bool _hasTrade;
    private bool _mixTold;

    private ClassicRules(GatewayService service, FindingList findings)
    {
        _service = service;
        _findings = findings;
    }

    public static async Task CheckAsync(GatewayService service, Stream file, FindingList findings, CancellationToken stop)
    {
        var rules = new ClassicRules(service, findings);
        var block = new byte[BlockSize];
        int count;
        while ((count = await file.ReadAsync(block, 0, block.Length, stop).ConfigureAwait(false)) > 0)
        {
            rules.Take(block, count);
        }

        rules.Finish();
    }

    private void Take(byte[] block, int count)
    {
        _survey.Add(block, 0, count);
        int at = 0;
        while (at < count)
        {
            int feed = Array.IndexOf(block, (byte)'\n', at, count - at);
            int end = feed < 0 ? count : feed;
            _record.Add(block, at, end - at);
            if (feed < 0)
            {
                return;
            }

            EndRecord();
            at = feed + 1;
        }
    }

    private void EndRecord()
    {
        ClassicRecord record = _record;
        _withReturn += record.EndsInReturn ? 1 : 0;
        if (++_records == 1)
        {
            CheckFirst(record);
        }
        else if (record.Length != _firstLength)
        {
            _findings.Error(
                "RecordLength", $"Record {_records} has {record.Length} bytes where the first has {_firstLength}.{LengthHint(record)}",
                Sources.Guide, StatusCodes.RecordLength, _records);
        }

        CheckKind(record);
        _record = _last;
        _record.Clear();
        _last = record;
    }

    private void CheckFirst(ClassicRecord record)
    {
        _firstLength = record.Length;
        if (record.HasByteOrderMark)
        {
            _hasMark = true;
            _findings.Error(
                "ByteOrderMark",
                "The file begins with a byte order mark, so its first record does not begin with 0001. Save it without, in a single-byte"
                    + " encoding.",
                Sources.Guide,
                StatusCodes.FirstRecord,
                1);
            _firstLength -= ClassicRecord.ByteOrderMarkLength;
        }
        else if (!record.StartsWith("0001"))
        {
            _findings.Error(
                "FirstRecord",
                $"The first record begins with '{record.Start}' and not with 0001.",
                Sources.Guide,
                StatusCodes.FirstRecord,
                1);
        }

        if (KnownLengths.TryGetValue(_service.Service, out long known) && known != _firstLength)
        {
            _findings.Warning(
                "RecordLengthUnusual",
                $"The records have {_firstLength} bytes; {_service.Service}'s are known with {known}.",
                Sources.RecordLengths,
                1);
        }
    }

    // Interest and holdings (2204) and trades (2206) are two deliveries.
    private void CheckKind(ClassicRecord record)
    {
        if (_mixTold
            || !(record.StartsWith("2204") || record.StartsWith("2206"))
            || _service.Service.ToUpperInvariant() is not ("OBLG" or "IRTE"))
        {
            return;
        }

        _hasInterest |= record.StartsWith("2204");
        _hasTrade |= record.StartsWith("2206");
        if (_hasInterest && _hasTrade)
        {
            _mixTold = true;
            _findings.Warning(
                "RecordTypesMixed",
                "Records 2204 and 2206 stand in one file; the description wants a file for each.",
                Sources.RecordLengths,
                _records);
        }
    }

    private void Finish()
    {
        // The last line end may be missing.
        if (_record.Length > 0 || _record.EndsInReturn)
        {
            EndRecord();
        }

        if (!_last.StartsWith("9998"))
        {
            string hint =
                _last.Length == 0 ? " The file ends in an empty line." : _last.Start == "\\x1A" ? " It is the end-of-file mark of old"
                    + " DOS programs." : string.Empty;
            _findings.Error(
                "LastRecord",
                $"The last record begins with '{_last.Start}' and not with 9998.{hint}",
                Sources.Guide,
                StatusCodes.LastRecord,
                _records);
        }
        else
        {
            ClassicCount.Check(_service.Service, _last, _records, _findings);
        }

        // The mark's own bytes are told already.
        long letters = _survey.HighBytes - (_hasMark ? ClassicRecord.ByteOrderMarkLength : 0);
        if (letters > 0 && _survey.LooksLikeUtf8)
        {
            _findings.Warning("EncodingUtf8", $"The letters beyond ASCII ({letters} bytes) are UTF-8; records are counted in bytes, so a"
                + " single-byte encoding such as ISO 8859-1 is expected.", Sources.Inferred);
        }

        if (_survey.Controls > 0)
        {
            _findings.Warning("ControlCharacters", $"The file holds {_survey.Controls.ToString(CultureInfo.InvariantCulture)} control"
                + " characters other than line ends.", Sources.Inferred);
        }

        if (_survey.CarriageReturns > _withReturn)
        {
            _findings.Warning("LineEnds", $"The file holds {_survey.CarriageReturns - _withReturn} carriage returns that no line feed"
                + " follows; only CRLF and LF end a record.", Sources.Inferred);
        }
    }

    private string LengthHint(ClassicRecord record)
    {
        if (record.Length == 0)
        {
            return " It is an empty line.";
        }

        return _survey.LooksLikeUtf8 ? " The file looks like UTF-8, in which letters beyond ASCII have two bytes." : string.Empty;
    }
}
