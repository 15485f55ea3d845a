using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text.RegularExpressions;
using SkatFtps.Ftp;
using SkatFtps.Session;

namespace SkatFtps.Core.Tests.Errors;

/// <summary>Every error id that the code can give: from its types by reflection, from its calls by its own text.</summary>
internal static partial class ErrorIds
{
    /// <summary>The ids, each with where it was found.</summary>
    public static IReadOnlyDictionary<string, string> InCode()
    {
        Dictionary<string, string> ids = new(StringComparer.Ordinal);
        foreach (FtpsFailure failure in Enum.GetValues<FtpsFailure>())
        {
            ids[GatewayAdvice.IdOf(new FtpsException(failure, string.Empty))] = nameof(FtpsFailure);
        }

        foreach (Type type in typeof(SkatFtpsException).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(SkatFtpsException))))
        {
            foreach (FieldInfo constant in type.GetFields(BindingFlags.Public | BindingFlags.Static).Where(field => field.IsLiteral))
            {
                ids[(string)constant.GetRawConstantValue()!] = type.Name;
            }
        }

        foreach (string file in new[] { "SkatFtps.Core", "SkatFtps.Cmdlets", "SkatFtps.Loader" }.SelectMany(
            project => Directory.EnumerateFiles(Path.Combine(Root, "src", project), "*.cs", SearchOption.AllDirectories)).Where(IsSource))
        {
            foreach (Match match in Call().Matches(File.ReadAllText(file)))
            {
                ids[match.Groups["id"].Value] = Path.GetFileName(file);
            }
        }

        return ids;
    }

    // The catalogue's own rows are the other side of the comparison.
    private static bool IsSource(string file) =>
        Path.GetFileName(file) != "ErrorEntries.cs"
            && !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal);

    private static string Root { get; } = FindRoot();

    // new GatewayException("Id", ...), a target-typed new("Id", ...), Refuse("Id", ...), Warn(stage, "Id", ...) and AskPassword(prompt,
    // "Id").
    [GeneratedRegex(
        """(?:(?:Exception|Refuse|\bWarn|\bFail|\bnew|CertificateWarning)\(\s*(?:[\w.]+,\s*)?|AskPassword\([^"]*"[^"]*",\s*)"(?<id>[A-Z][a-z]+(?:[A-Z0-9][A-Za-z0-9]*)+(?<=[a-z0-9]))"\s*[,)]""")]
    private static partial Regex Call();

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "SkatFtps.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("The tests run outside the tree.");
    }
}
