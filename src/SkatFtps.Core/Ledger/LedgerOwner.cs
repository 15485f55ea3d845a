using System;

namespace SkatFtps.Ledger;

/// <summary>Who holds a reservation: a process on a machine. What it does is recorded with every change.</summary>
/// <param name="machineName">For people.</param>
/// <param name="machineId">Two owners with the same id can see each other's processes.</param>
/// <param name="osUser">The operating system's account.</param>
/// <param name="processId">The operating system's number for the process.</param>
/// <param name="processMark">Tells the process from a later one with the same number.</param>
public sealed class LedgerOwner(string machineName, string machineId, string osUser, int processId, string processMark)
{
    public string MachineName { get; } = machineName;

    public string MachineId { get; } = machineId;

    public string OsUser { get; } = osUser;

    public int ProcessId { get; } = processId;

    public string ProcessMark { get; } = processMark;

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
