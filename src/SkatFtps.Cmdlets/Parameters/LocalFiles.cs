using System.Collections.Generic;
using System.IO;
using System.Management.Automation;

namespace SkatFtps.Cmdlets.Parameters;

/// <summary>Resolves -Path and -LiteralPath to files.</summary>
internal static class LocalFiles
{
    /// <summary>
    /// Wildcards are resolved, folders among the matches passed over; a path that matches nothing is an error of its own.
    /// </summary>
    public static IEnumerable<FileInfo> Resolve(GatewayCmdlet cmdlet, string[] paths, bool literal)
    {
        foreach (string path in paths)
        {
            foreach (FileInfo file in Resolve(cmdlet, path, literal))
            {
                yield return file;
            }
        }
    }

    private static List<FileInfo> Resolve(GatewayCmdlet cmdlet, string path, bool literal)
    {
        var files = new List<FileInfo>();
        bool wildcard = !literal && WildcardPattern.ContainsWildcardCharacters(path);
        try
        {
            IEnumerable<string> resolved = wildcard
                ? cmdlet.GetResolvedProviderPathFromPSPath(path, out ProviderInfo provider)
                : new[] { cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out provider, out _) };
            if (provider.Name != "FileSystem")
            {
                cmdlet.WriteFailure(
                    new GatewayException("FileNotFound", $"'{path}' is not in the file system.") { SafeToResend = true }, path);
                return files;
            }

            foreach (string full in resolved)
            {
                if (!Directory.Exists(full))
                {
                    files.Add(new FileInfo(full));
                }
                else if (!wildcard)
                {
                    cmdlet.WriteFailure(new GatewayException("FileIsFolder", $"'{path}' is a folder.") { SafeToResend = true }, path);
                    return files;
                }
            }
        }
        catch (ItemNotFoundException)
        {
        }
        catch (System.Management.Automation.DriveNotFoundException)
        {
        }

        if (files.Count == 0)
        {
            cmdlet.WriteFailure(
                new GatewayException("FileNotFound", wildcard ? $"No file matches '{path}'." : $"There is no file '{path}'.")
                {
                    SafeToResend = true,
                },
                path);
        }

        return files;
    }
}
