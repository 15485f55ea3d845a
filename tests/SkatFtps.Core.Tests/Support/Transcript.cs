using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;

namespace SkatFtps.Core.Tests.Support;

/// <summary>A dialogue from a file in Ftp/Transcripts; <c>!include NAME</c> puts another one in its place.</summary>
internal static class Transcript
{
    public static IReadOnlyList<TranscriptStep> Load(string name)
    {
        var steps = new List<TranscriptStep>();
        foreach (string line in File.ReadAllLines(TestFiles.Transcript(name + ".txt")))
        {
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            if (line.StartsWith("!include ", StringComparison.Ordinal))
            {
                steps.AddRange(Load(line["!include ".Length..]));
            }
            else if (line[0] == '!')
            {
                steps.Add(new TranscriptStep('!', line[1..]));
            }
            else if (line.StartsWith("C: ", StringComparison.Ordinal) || line.StartsWith("S: ", StringComparison.Ordinal))
            {
                steps.Add(new TranscriptStep(line[0], line[3..]));
            }
            else
            {
                throw new InvalidDataException($"{name}: '{line}' is no line of a transcript.");
            }
        }

        return steps;
    }

    /// <summary>The bytes of a line: UTF-8, with \xNN, \r and \n for what a text file cannot hold.</summary>
    public static byte[] Bytes(string text)
    {
        var bytes = new List<byte>();
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && text[i + 1] == 'x')
            {
                bytes.Add(byte.Parse(text.AsSpan(i + 2, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
                i += 3;
            }
            else if (text[i] == '\\')
            {
                bytes.Add(text[++i] switch { 'r' => 13, 'n' => 10, _ => throw new InvalidDataException("Unknown escape in " + text) });
            }
            else
            {
                bytes.AddRange(Encoding.UTF8.GetBytes(text, i, 1));
            }
        }

        return bytes.ToArray();
    }

    /// <summary>A server's line as it would be written in a transcript.</summary>
    public static string Show(byte[] line) =>
        string.Concat(line.Select(b => b is >= 32 and < 127 ? ((char)b).ToString() : "\\x" + b.ToString("X2")));
}
