using System;
using System.Runtime.InteropServices;
using System.Text;

namespace SkatFtps.Files;

/// <summary>Which file a path names: device and inode. Only Unix tells; there a file that is open can be deleted or replaced.</summary>
internal readonly struct FileIdentity : IEquatable<FileIdentity>
{
    // statx(2): AT_FDCWD, STATX_INO, stx_ino and stx_dev_major.
    private const int CurrentFolder = -100;
    private const uint Inode = 0x100;
    private const int LinuxInode = 32;
    private const int LinuxDevice = 136;

    // stat(2) on macOS with 64-bit inodes.
    private const int MacInode = 8;

    private readonly ulong _device;
    private readonly ulong _inode;

    private FileIdentity(ulong device, ulong inode)
    {
        _device = device;
        _inode = inode;
    }

    /// <summary>Null when there is no such file, or the system does not tell.</summary>
    public static FileIdentity? Of(string path)
    {
        byte[] name = Encoding.UTF8.GetBytes(path + "\0");
        if (RuntimeInformation.IsOSPlatform(OSPlatform.Linux))
        {
            return UnixFile.Statx(CurrentFolder, name, 0, Inode) is { } told
                ? new FileIdentity(BitConverter.ToUInt64(told, LinuxDevice), BitConverter.ToUInt64(told, LinuxInode))
                : null;
        }

        if (!RuntimeInformation.IsOSPlatform(OSPlatform.OSX))
        {
            return null;
        }

        var found = new byte[256];
        bool isArm = RuntimeInformation.ProcessArchitecture == Architecture.Arm64;
        return (isArm ? SystemCalls.StatusOf(name, found) : SystemCalls.StatusOf64(name, found)) != 0
            ? null
            : new FileIdentity(BitConverter.ToUInt32(found, 0), BitConverter.ToUInt64(found, MacInode));
    }

    public bool Equals(FileIdentity other) => _device == other._device && _inode == other._inode;

    public override bool Equals(object? obj) => obj is FileIdentity other && Equals(other);

    public override int GetHashCode() => _inode.GetHashCode();
}
