using System;
using System.Diagnostics;
using System.IO;
using SkatFtps.Core.Tests.Support;
using SkatFtps.Ledger;
using SkatFtps.Receiving;
using Xunit;

namespace SkatFtps.Core.Tests.Receiving;

public sealed class PartialFileTests : IDisposable
{
    private static readonly DateTime LongAgo = new(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void What_a_killed_process_left_is_taken_away_by_the_next()
    {
        (int process, string mark) = Killed();
        Leave(ProcessMark.MachineId(), process, mark);
        _folder.Write("svar.xml", [1]);

        ReceivingFolder.Prepare(_folder.Path);

        Assert.Equal(["svar.xml"], _folder.Names());
    }

    [Fact]
    public void A_number_that_another_process_has_by_now_is_a_dead_ones()
    {
        Leave(ProcessMark.MachineId(), ProcessMark.CurrentId(), "the start of another");

        Assert.Equal(1, PartialFile.Sweep(_folder.Info));
        Assert.Empty(_folder.Names());
    }

    [Fact]
    public void What_a_process_that_lives_is_writing_stays_however_old_it_is()
    {
        using ReceivedFile received = ReceivedFile.Create(_folder.Info, "svar.xml");
        FileInfo own = Leave(ProcessMark.MachineId(), ProcessMark.CurrentId(), ProcessMark.Of(ProcessMark.CurrentId())!);
        own.LastWriteTimeUtc = LongAgo;
        string[] before = _folder.Names();

        Assert.Equal(0, PartialFile.Sweep(_folder.Info));

        Assert.Equal(2, before.Length);
        Assert.Equal(before, _folder.Names());
    }

    [Fact]
    public void Another_machines_stays_and_what_bears_no_mark()
    {
        (int process, string mark) = Killed();
        Leave("ANOTHER/pid:[1]", process, mark).LastWriteTimeUtc = LongAgo;
        _folder.Write($".{Guid.NewGuid():N}.skatftps-partial", [1]).LastWriteTimeUtc = LongAgo;
        _folder.Write(".notes.skatftps-partial", [1]).LastWriteTimeUtc = LongAgo;
        string[] before = _folder.Names();

        Assert.Equal(0, PartialFile.Sweep(_folder.Info));

        Assert.Equal(3, before.Length);
        Assert.Equal(before, _folder.Names());
    }

    [Fact]
    public void What_somebody_holds_open_stays_whoever_its_mark_names()
    {
        (int process, string mark) = Killed();
        FileInfo file = Leave(ProcessMark.MachineId(), process, mark);
        using (new FileStream(file.FullName, FileMode.Open, FileAccess.Write, FileShare.None))
        {
            Assert.Equal(0, PartialFile.Sweep(_folder.Info));
        }

        Assert.Equal(1, PartialFile.Sweep(_folder.Info));
    }

    [Fact]
    public void A_folder_that_is_missing_is_made_with_those_above_it()
    {
        DirectoryInfo made = ReceivingFolder.Prepare(Path.Combine(_folder.Path, "a", "b", "c"));

        Assert.True(made.Exists);
        Assert.Equal(["a"], _folder.Names());
    }

    public void Dispose() => _folder.Dispose();

    private FileInfo Leave(string machine, int process, string mark) =>
        _folder.Write(PartialFile.NewName(machine, process, mark), [1, 2, 3]);

    private static (int Process, string Mark) Killed()
    {
        using Process process = Process.Start("sleep", ["600"]);
        string mark = ProcessMark.Of(process.Id)!;
        process.Kill();
        process.WaitForExit();
        return (process.Id, mark);
    }
}
