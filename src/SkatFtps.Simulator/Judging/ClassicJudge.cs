using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using SkatFtps.Simulator.Backends;

namespace SkatFtps.Simulator.Judging;

/// <summary>
/// eKapital (Classic), as the guide's Error Codes have it: the first record starts right, all have one length, the last starts
/// right. It is read line by line and the first thing wrong decides. The guide does not say in which order the gateway looks.
/// </summary>
internal sealed class ClassicJudge(string service) : IContentJudge
{
    private readonly List<byte> _line = new();
    private readonly List<string> _errorList = new();
    private StatusError? _error;
    private string _previous = "";
    private int _width = -1;
    private int _lines;

    public void Take(ReadOnlySpan<byte> bytes)
    {
        foreach (byte one in bytes)
        {
            if (one == '\n')
            {
                EndLine();
            }
            else
            {
                _line.Add(one);
            }
        }
    }

    public ContentVerdict Finish(byte[]? kept)
    {
        if (_line.Count > 0)
        {
            EndLine();
        }

        if (_lines == 0)
        {
            _error = StatusError.FirstRecord;
        }

        if (!_previous.StartsWith("9998", StringComparison.Ordinal))
        {
            _error ??= StatusError.LastRecord;
        }

        if (_error is not null)
        {
            return ContentVerdict.Refused(_error);
        }

        CheckCount();
        return new ContentVerdict(null, _errorList);
    }

    private void EndLine()
    {
        if (_line.Count > 0 && _line[^1] == '\r')
        {
            _line.RemoveAt(_line.Count - 1);
        }

        _previous = Encoding.Latin1.GetString(_line.Take(40).ToArray());
        if (++_lines == 1)
        {
            _width = _line.Count;
            if (!_previous.StartsWith("0001", StringComparison.Ordinal))
            {
                _error ??= StatusError.FirstRecord;
            }
        }
        else if (_line.Count != _width)
        {
            _error ??= StatusError.RecordLength;
        }

        _line.Clear();
    }

    // AKFA's end record is described: 9998, four digits of the sender, seven of the count. More than there are cannot be fillers.
    private void CheckCount()
    {
        if (service != "AKFA" || _previous.Length < 15)
        {
            return;
        }

        if (int.TryParse(_previous.Substring(8, 7), NumberStyles.Integer, CultureInfo.InvariantCulture, out int count) && count > _lines)
        {
            _errorList.Add(string.Create(CultureInfo.InvariantCulture, $"9998: {count} individuals announced, {_lines} received"));
        }
    }
}
