using System;

namespace SkatFtps.Ledger;

/// <summary>Who holds a reservation: a process on a machine. What it does is recorded with every change.</summary>
public sealed class LedgerOwner
{
    /// <param name="machineName">For people.</param>
    /// <param name="machineId">Two owners with the same id can see each other's processes.</param>
    /// <param name="osUser">The operating system's account.</param>
    /// <param name="processId">The operating system's number for the process.</param>
    /// <param name="processMark">Tells the process from a later one with the same number.</param>
    public LedgerOwner(string machineName, string machineId, string osUser, int processId, string processMark)
    {
        MachineName = machineName;
        MachineId = machineId;
        OsUser = osUser;
        ProcessId = processId;
        ProcessMark = processMark;
    }

    public string MachineName { get; }

    public string MachineId { get; }

    public string OsUser { get; }

    public int ProcessId { get; }

    public string ProcessMark { get; }

    /// <summary>This process.</summary>
    public static LedgerOwner Current()
    {
        string domain = Environment.UserDomainName;
        string user = domain.Length == 0 || domain == Environment.MachineName ? Environment.UserName : $"{domain}\\{Environment.UserName}";
        int process = Ledger.ProcessMark.CurrentId();
        return new LedgerOwner(
            Environment.MachineName,
            Ledger.ProcessMark.MachineId(),
            user,
            process,
            Ledger.ProcessMark.Of(process) ?? throw new InvalidOperationException("This process has no start time."));
    }
}
