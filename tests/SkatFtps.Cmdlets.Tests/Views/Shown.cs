using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Text.RegularExpressions;
using SkatFtps.Cmdlets.Tests.Support;

namespace SkatFtps.Cmdlets.Tests.Views;

/// <summary>One object or more of every type that a cmdlet writes, made once by the cmdlets themselves in a rehearsal.</summary>
public sealed class Shown : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("skatftps-views-");
    private readonly Prompt _prompt = new();

    public Shown()
    {
        _prompt["folder"] = _folder.FullName;
        foreach (PSObject one in _prompt.Run(
            File.ReadAllText(Repository.InRoot("tests/SkatFtps.Cmdlets.Tests/Views/Objects.ps1"))).Succeeded().Output)
        {
            string type = one.BaseObject.GetType().Name;
            Objects.TryAdd(type, []);
            Objects[type].Add(one);
        }
    }

    /// <summary>By the type's name.</summary>
    public Dictionary<string, List<PSObject>> Objects { get; } = [];

    /// <summary>What differs from run to run goes; longer numbers and ids keep their length, so that columns stay where they are.</summary>
    public static string Masked(string text)
    {
        text = Regex.Replace(text, "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", match => new string('#', match.Length));
        text = Regex.Replace(text, @"(?<![A-Za-z]\d*)\d{2,}|\d(?=\.\d\d\b)", match => new string('#', match.Length));
        return Regex.Replace(text, @"[ \t]+(\r?\n|$)", "\n").Trim('\n') + "\n";
    }

    /// <summary>The values of a list in one line each, whatever the width broke them into, without what differs from run to run.</summary>
    public string Unwrapped(string text)
    {
        text = Regex.Replace(text, @"\r?\n {3,}(?! *: )", string.Empty);
        text = text.Replace(_folder.FullName, "<folder>", StringComparison.Ordinal);
        text = Regex.Replace(text, @"(?<=: )\S*skatftps-\w+", "<folder>");
        text = Regex.Replace(text, "[0-9A-F]{40,64}", "<hash>");
        text = Regex.Replace(text, @"\d+[-/.]\d+[-/.]\d+ \d+[:.]\d+[:.]\d+( [AP]M)?( [-+]\d\d:\d\d)?", "<time>");
        text = Regex.Replace(text, "(?m)^((?:MachineName|OsUser|CipherSuite|Elapsed|SkatTransaktionsId) +: )[^\r\n]+$", "$1<value>");
        return Regex.Replace(Masked(text), "#+", "#");
    }

    public void Dispose()
    {
        _prompt.Dispose();
        _folder.Delete(recursive: true);
    }
}
