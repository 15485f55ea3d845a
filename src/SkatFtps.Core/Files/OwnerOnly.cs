using System;
using System.IO;
using System.Runtime.InteropServices;
using System.Security.AccessControl;
using System.Security.Principal;

namespace SkatFtps.Files;

/// <summary>Takes everyone else's rights away from what the ledger has just made.</summary>
internal static class OwnerOnly
{
    public static void File(string path)
    {
        if (UnixFile.IsUnix)
        {
            UnixFile.Restrict(path, UnixFile.OwnerFile);
        }
        else if (RuntimeInformation.IsOSPlatform(OSPlatform.Windows) && !InProfile(path))
        {
            var rights = new FileSecurity();
            rights.SetAccessRuleProtection(isProtected: true, preserveInheritance: false);
            foreach (SecurityIdentifier who in Holders())
            {
                rights.AddAccessRule(new FileSystemAccessRule(who, FileSystemRights.FullControl, AccessControlType.Allow));
            }

            new FileInfo(path).SetAccessControl(rights);
        }
    }

    public static void Folder(string path)
    {
        if (UnixFile.IsUnix)
        {
            UnixFile.Restrict(path, UnixFile.OwnerFolder);
        }
        else if (RuntimeInformation.IsOSPlatform(OSPlatform.Windows) && !InProfile(path))
        {
            var rights = new DirectorySecurity();
            rights.SetAccessRuleProtection(isProtected: true, preserveInheritance: false);
            foreach (SecurityIdentifier who in Holders())
            {
                rights.AddAccessRule(new FileSystemAccessRule(
                    who,
                    FileSystemRights.FullControl,
                    InheritanceFlags.ContainerInherit | InheritanceFlags.ObjectInherit,
                    PropagationFlags.None,
                    AccessControlType.Allow));
            }

            new DirectoryInfo(path).SetAccessControl(rights);
        }
    }

    /// <summary>Windows keeps a user's profile to the user, the administrators and the system already.</summary>
    private static bool InProfile(string path)
    {
        string profile = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return profile.Length > 0 && path.StartsWith(profile + Path.DirectorySeparatorChar, StringComparison.OrdinalIgnoreCase);
    }

    private static SecurityIdentifier[] Holders()
    {
        if (!RuntimeInformation.IsOSPlatform(OSPlatform.Windows))
        {
            throw new PlatformNotSupportedException();
        }

        using WindowsIdentity self = WindowsIdentity.GetCurrent();
        return
        [
            self.User!,
            new SecurityIdentifier(WellKnownSidType.BuiltinAdministratorsSid, null),
            new SecurityIdentifier(WellKnownSidType.LocalSystemSid, null),
        ];
    }
}
