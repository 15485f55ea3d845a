using System;
using System.Data.Common;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;
using System.Security;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Data.Sqlite;
using SkatFtps.Ledger;
using SkatFtps.Loader;
using Xunit;

namespace SkatFtps.Core.Tests.Loader;

public sealed class LedgerDriversTests : IDisposable
{
    private static readonly string[] Runtimes = [
        "win-x64", "win-x86", "win-arm64", "linux-x64", "linux-arm64", "linux-musl-x64", "osx-x64", "osx-arm64"];

    private readonly string _folder = Path.Combine(Path.GetTempPath(), "skatftps-" + Path.GetRandomFileName());

    public void Dispose()
    {
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    [Fact]
    public async Task Two_versions_of_the_driver_serve_one_process()
    {
        // Another module's driver is loaded first, from the context that all modules share.
        Assembly theirs = typeof(SqliteConnection).Assembly;
        using (var connection = new SqliteConnection("Data Source=:memory:"))
        {
            connection.Open();
        }

        LedgerDatabase database = LedgerDrivers.Sqlite(Path.Combine(_folder, "ledger.db"));
        using DbConnection mine = database.Connect();
        Assembly ours = mine.GetType().Assembly;
        Assert.Equal("SkatFtps.Drivers", AssemblyLoadContext.GetLoadContext(ours)!.Name);
        Assert.NotEqual(theirs.GetName().Version, ours.GetName().Version);

        using SubmissionLedger ledger = await OpenAsync(database);
        await ledger.ReserveAsync("Udlaan", "a.xml", "00", 1, false, false, CancellationToken.None);
        Assert.Equal(database.Location, ledger.Location);

        // Nothing of ours appears among what other modules see.
        string drivers = Path.GetDirectoryName(ours.Location)!;
        Assert.DoesNotContain(AssemblyLoadContext.Default.Assemblies, a => !a.IsDynamic && Path.GetDirectoryName(a.Location) == drivers);
        Assert.Contains(AssemblyLoadContext.GetLoadContext(ours)!.Assemblies, a => a.GetName().Name == "SQLitePCLRaw.provider.e_sqlite3");
    }

    [Fact]
    public void Every_supported_system_has_its_native_library()
    {
        string drivers = Path.Combine(AppContext.BaseDirectory, "drivers", "runtimes");
        Assert.Equal(Runtimes.Order(), Directory.GetDirectories(drivers).Select(Path.GetFileName).Order());
        Assert.All(Runtimes, runtime => Assert.Single(Directory.GetFiles(Path.Combine(drivers, runtime, "native"))));
        Assert.Contains(DriverContext.Runtime(), Runtimes);
    }

    [Fact]
    public void A_connection_string_with_a_password_is_refused_before_the_driver_sees_it()
    {
        LedgerException refused = Assert.Throws<LedgerException>(() => LedgerDrivers.PostgreSql("Host=db;Password=hunter2", null, null));
        Assert.Equal("LedgerConnectionStringHasPassword", refused.ErrorId);
        Assert.DoesNotContain("hunter2", refused.ToString());
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_named_without_the_password()
    {
        using var password = new SecureString();
        "hunter2".ToList().ForEach(password.AppendChar);
        LedgerDatabase database = LedgerDrivers.PostgreSql("Host=localhost;Port=1;Database=skatftps;Timeout=5", "skatftps", password);
        Assert.Equal("localhost:1/skatftps", database.Location);

        LedgerException refused = await Assert.ThrowsAsync<LedgerException>(() => OpenAsync(database));
        Assert.Equal("LedgerUnavailable", refused.ErrorId);
        Assert.DoesNotContain("hunter2", refused.ToString());
    }

    private static Task<SubmissionLedger> OpenAsync(LedgerDatabase database) =>
        SubmissionLedger.OpenAsync(database, "gateway.test", "user", LedgerOwner.Current(), null, CancellationToken.None);
}
