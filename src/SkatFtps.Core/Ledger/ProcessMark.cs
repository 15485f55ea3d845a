using System;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Text;
using SkatFtps.Files;

namespace SkatFtps.Ledger;

/// <summary>Tells a process from a later one with the same number, and whether it still runs.</summary>
internal static class ProcessMark
{
    /// <summary>In place of a mark: the operating system will not say.</summary>
    public const string Unknown = "?";

    private static readonly bool Linux = File.Exists("/proc/self/stat");

    public static int CurrentId()
    {
        using Process self = Process.GetCurrentProcess();
        return self.Id;
    }

    /// <summary>The machine's name and, on Linux, its process namespace; the same after a restart of the machine.</summary>
    public static string MachineId()
    {
        string machine = Environment.MachineName.ToUpperInvariant();
        if (!Linux)
        {
            return machine;
        }

        // Two containers may share a name, a disk and the boot id, but a number means the same process only within one namespace.
        var target = new byte[64];
        long length = SystemCalls.ReadLink("/proc/self/ns/pid", target, (UIntPtr)target.Length).ToInt64();
        return $"{machine}/{(length > 0 ? Encoding.ASCII.GetString(target, 0, (int)length) : Unknown)}";
    }

    /// <summary>Null when there is no such process; "?" when the operating system will not say.</summary>
    public static string? Of(int processId)
    {
        string number = processId.ToString(CultureInfo.InvariantCulture);
        if (Linux)
        {
            // The start time that .NET computes here moves with the clock; the kernel's own count since boot does not.
            if (StatStart(number) is string ticks)
            {
                return $"{BootId()}:{ticks}";
            }

            // With hidepid, other accounts' processes look as if they were not there.
            return Directory.Exists("/proc/1") ? null : Unknown;
        }

        try
        {
            using Process process = Process.GetProcessById(processId);
            return process.StartTime.ToUniversalTime().Ticks.ToString(CultureInfo.InvariantCulture);
        }
        catch (ArgumentException)
        {
            return null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
        catch (Win32Exception)
        {
            return Unknown;
        }
    }

    /// <summary>Null when the operating system will not say: then the lease decides.</summary>
    public static bool? IsAlive(int processId, string mark)
    {
        string? found = Of(processId);
        return found == Unknown || mark == Unknown ? null : found == mark;
    }

    private static string BootId() => ReadFirstLine("/proc/sys/kernel/random/boot_id") ?? Unknown;

    /// <summary>Field 22 of /proc/[pid]/stat: clock ticks from boot to the start of the process (proc(5)).</summary>
    private static string? StatStart(string process)
    {
        string? stat = ReadFirstLine($"/proc/{process}/stat");
        if (stat is null)
        {
            return null;
        }

        // The name in field 2 may hold blanks and parentheses: count from the last one.
        string[] fields = stat.Substring(stat.LastIndexOf(')') + 2).Split(' ');

        // A zombie runs no more: it only waits for its parent to notice.
        return fields[0] is "Z" or "X" ? null : fields[19];
    }

    private static string? ReadFirstLine(string path)
    {
        try
        {
            using var reader = new StreamReader(path);
            return reader.ReadLine();
        }
        catch (IOException)
        {
            return null;
        }
        catch (UnauthorizedAccessException)
        {
            return null;
        }
    }
}
