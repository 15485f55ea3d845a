using System;
using System.Collections.Generic;
using System.Data.Common;
using System.IO;
using System.Linq;
using SkatFtps.Files;

namespace SkatFtps.Ledger;

/// <summary>Where the embedded ledger may lie: on a disk of this machine that lasts, readable by its owner.</summary>
public static class LedgerFile
{
    /// <summary>File systems behind a network: SQLite's locks are not to be trusted on them.</summary>
    private static readonly HashSet<string> NetworkFormats = new(StringComparer.OrdinalIgnoreCase)
    {
        "nfs", "nfs4", "cifs", "smb2", "smb3", "smbfs", "afs", "ncpfs", "ceph", "glusterfs", "lustre", "davfs", "9p", "fuse.sshfs",
        "fuse.glusterfs", "fuse.rclone", "fuse.davfs2", "webdav", "afpfs",
    };

    /// <summary>Set in Azure Automation's sandbox, whose disk goes with the job.</summary>
    private static readonly string[] SandboxVariables = ["AUTOMATION_ASSET_ACCOUNTID", "AZUREPS_HOST_ENVIRONMENT"];

    /// <summary>One file for each user of this machine.</summary>
    /// <exception cref="LedgerException">LedgerNotDurable: this account has no folder that lasts.</exception>
    public static string DefaultPath() => DefaultPath(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify),
        Environment.GetEnvironmentVariable);

    /// <summary>
    /// Checks a path, and makes the folder when it is missing, for its owner only. The file itself is made, whole, when the ledger is
    /// opened.
    /// </summary>
    /// <returns>The full path, of what a link leads to.</returns>
    /// <exception cref="LedgerException">LedgerNotDurable, LedgerOnNetworkShare, LedgerReadOnly, LedgerUnavailable.</exception>
    public static string Prepare(string path) => Prepare(path, Environment.GetEnvironmentVariable, Mounts());

    /// <summary>A connection string for Microsoft.Data.Sqlite to a file that exists. No pool: a closed ledger holds no file.</summary>
    public static string ConnectionString(string path) => new DbConnectionStringBuilder
    {
        ["Data Source"] = path,
        ["Mode"] = "ReadWrite",
        ["Pooling"] = "False",
        ["Default Timeout"] = "1",
    }.ConnectionString;

    internal static string DefaultPath(string applicationData, Func<string, string?> environment)
    {
        if (InSandbox(environment))
        {
            throw NotDurable("The disk of this sandbox goes with the job");
        }

        if (applicationData.Length == 0)
        {
            throw NotDurable("This account has no folder for application data");
        }

        return Path.Combine(applicationData, "SkatFtps", "ledger.db");
    }

    internal static string Prepare(string path, Func<string, string?> environment, IReadOnlyList<Mount> mounts)
    {
        string full = Path.GetFullPath(path);
        if (InSandbox(environment) && IsWithin(full, Path.GetFullPath(Path.GetTempPath())))
        {
            throw NotDurable("The temporary folder of this sandbox goes with the job");
        }

        RefuseNetwork(full, mounts);

        try
        {
            full = UnixFile.IsUnix ? UnixFile.Follow(full) : full;
            string folder = Path.GetDirectoryName(full) ?? throw Unavailable(full, "it names no file");
            if (!Directory.Exists(folder))
            {
                DurableFolder.Create(folder);
                OwnerOnly.Folder(folder);
            }

            RefuseNetwork(UnixFile.IsUnix ? Path.Combine(UnixFile.Resolve(folder), Path.GetFileName(full)) : full, mounts);
            if (Directory.Exists(full))
            {
                throw Unavailable(full, "it is a folder");
            }

            // Rights before content: what may not be written to is not judged by what it holds.
            if ((File.Exists(full) && (new FileInfo(full).IsReadOnly || !UnixFile.MayWrite(full))) || !UnixFile.MayWrite(folder))
            {
                throw ReadOnly(full, null);
            }
        }
        catch (UnauthorizedAccessException e)
        {
            throw ReadOnly(full, e);
        }
        catch (IOException e)
        {
            throw Unavailable(full, e.Message.TrimEnd('.'), e);
        }

        return full;
    }

    private static void RefuseNetwork(string path, IReadOnlyList<Mount> mounts)
    {
        bool unc = path.StartsWith(@"\\", StringComparison.Ordinal)
            && !path.StartsWith(@"\\?\", StringComparison.Ordinal)
            && !path.StartsWith(@"\\.\", StringComparison.Ordinal);
        Mount? mount = mounts.Where(m => IsWithin(path, m.Root)).OrderByDescending(m => m.Root.Length).FirstOrDefault();
        if (unc || (mount is not null && (mount.IsNetwork || NetworkFormats.Contains(mount.Format))))
        {
            throw new LedgerException(
                "LedgerOnNetworkShare",
                $"{path} lies on a network share{(mount is null ? "" : $" ({mount.Format})")}, where two machines' locks cannot be"
                    + " trusted.");
        }
    }

    private static List<Mount> Mounts()
    {
        var mounts = new List<Mount>();
        foreach (DriveInfo drive in DriveInfo.GetDrives())
        {
            bool network = drive.DriveType == DriveType.Network;

            // A drive that is not ready has no format, and nothing of ours lies on it.
            if (network || drive.IsReady)
            {
                mounts.Add(new Mount(drive.Name, network ? "network" : drive.DriveFormat, network));
            }
        }

        return mounts;
    }

    private static bool IsWithin(string path, string folder)
    {
        StringComparison comparison = UnixFile.IsUnix ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;
        string root = folder.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar;
        return path.StartsWith(root, comparison);
    }

    private static bool InSandbox(Func<string, string?> environment) => SandboxVariables.Any(v => !string.IsNullOrEmpty(environment(v)));

    private static LedgerException NotDurable(string fact) => new(
        "LedgerNotDurable",
        $"{fact}: a ledger there would forget what was sent.");

    internal static LedgerException ReadOnly(string path, Exception? inner, string? why = null) => new(
        "LedgerReadOnly",
        $"The ledger {path} cannot be written to.{(why is null ? "" : " " + why)}",
        null,
        inner);

    internal static LedgerException Unavailable(string path, string fact, Exception? inner = null) => new(
        "LedgerUnavailable",
        $"The ledger {path} cannot be used: {fact}.",
        Errors.ErrorCatalogue.AdviceFor("LedgerUnavailable", "File"),
        inner);

    /// <summary>A file system and where it hangs.</summary>
    internal sealed class Mount(string root, string format, bool isNetwork)
    {
        public string Root { get; } = root;

        public string Format { get; } = format;

        public bool IsNetwork { get; } = isNetwork;
    }
}
