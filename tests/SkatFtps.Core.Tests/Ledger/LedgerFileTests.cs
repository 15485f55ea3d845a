using System;
using System.Collections.Generic;
using System.IO;
using SkatFtps.Ledger;
using Xunit;

namespace SkatFtps.Core.Tests.Ledger;

public sealed class LedgerFileTests : IDisposable
{
    private static readonly IReadOnlyList<LedgerFile.Mount> Local = [new(Path.GetPathRoot(Path.GetTempPath())!, "ext4", false)];

    private readonly string _folder = Path.Combine(Path.GetTempPath(), "skatftps-" + Path.GetRandomFileName());

    public void Dispose()
    {
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("AUTOMATION_ASSET_ACCOUNTID")]
    [InlineData("AZUREPS_HOST_ENVIRONMENT")]
    public void A_sandbox_whose_disk_goes_with_the_job_has_no_ledger_of_its_own(string variable)
    {
        LedgerException refused = Refused("LedgerNotDurable", () => LedgerFile.DefaultPath(_folder, name => name == variable ? "x" : null));
        Assert.Contains("-LedgerConnectionString", refused.RecommendedAction);
        Refused(
            "LedgerNotDurable", () => LedgerFile.Prepare(Path.Combine(_folder, "ledger.db"), name => name == variable ? "x" : null, Local));
        Assert.False(Directory.Exists(_folder));
    }

    [Fact]
    public void An_account_without_a_folder_for_application_data_has_none_either() =>
        Refused("LedgerNotDurable", () => LedgerFile.DefaultPath("", _ => null));

    [Fact]
    public void The_default_lies_in_the_users_application_data() =>
        Assert.Equal(Path.Combine(_folder, "SkatFtps", "ledger.db"), LedgerFile.DefaultPath(_folder, _ => null));

    [Theory]
    [InlineData("nfs4", false)]
    [InlineData("cifs", false)]
    [InlineData("fuse.sshfs", false)]
    [InlineData("network", true)]
    public void A_network_share_is_refused_and_nothing_is_made_on_it(string format, bool isNetwork)
    {
        LedgerFile.Mount share = new(_folder, format, isNetwork);
        LedgerException refused = Refused(
            "LedgerOnNetworkShare", () => LedgerFile.Prepare(Path.Combine(_folder, "a", "ledger.db"), _ => null, [.. Local, share]));
        Assert.Contains("PostgreSQL", refused.RecommendedAction);
        Assert.False(Directory.Exists(_folder));
    }

    [Fact]
    public void A_link_to_a_network_share_is_refused()
    {
        string share = Path.Combine(_folder, "share");
        Directory.CreateDirectory(share);
        string link = Path.Combine(_folder, "link");
        Directory.CreateSymbolicLink(link, share);
        Refused(
            "LedgerOnNetworkShare",
            () => LedgerFile.Prepare(Path.Combine(link, "ledger.db"), _ => null, [.. Local, new(share, "nfs", true)]));
    }

    [Fact]
    public void A_local_disk_below_a_share_is_local()
    {
        string disk = Path.Combine(_folder, "disk");
        string path = Path.Combine(disk, "ledger.db");
        Assert.Equal(path, LedgerFile.Prepare(path, _ => null, [.. Local, new(_folder, "nfs", true), new(disk, "ext4", false)]));
    }

    [Fact]
    public void A_file_that_may_not_be_written_is_refused()
    {
        string path = LedgerFile.Prepare(Path.Combine(_folder, "ledger.db"));
        File.WriteAllText(path, "");
        File.SetAttributes(path, FileAttributes.ReadOnly);
        Refused("LedgerReadOnly", () => LedgerFile.Prepare(path));
        File.SetAttributes(path, FileAttributes.Normal);
    }

    [Fact]
    public void A_folder_in_place_of_the_file_is_named()
    {
        Directory.CreateDirectory(_folder);
        Refused("LedgerUnavailable", () => LedgerFile.Prepare(_folder));
        File.WriteAllText(Path.Combine(_folder, "file"), "");
        Refused("LedgerUnavailable", () => LedgerFile.Prepare(Path.Combine(_folder, "file", "ledger.db")));
    }

    [Fact]
    public void A_file_that_exists_keeps_its_rights()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        string path = LedgerFile.Prepare(Path.Combine(_folder, "ledger.db"));
        File.WriteAllText(path, "");
        UnixFileMode shared = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite;
        File.SetUnixFileMode(path, shared);
        LedgerFile.Prepare(path);
        Assert.Equal(shared, File.GetUnixFileMode(path));
    }

    private static LedgerException Refused(string errorId, Func<string> act)
    {
        LedgerException refused = Assert.Throws<LedgerException>(act);
        Assert.Equal(errorId, refused.ErrorId);
        return refused;
    }
}
