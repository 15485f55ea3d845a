using System.Text;
using System.Threading.Tasks;
using SkatFtps.Core.Tests.Support;
using Xunit;

namespace SkatFtps.Core.Tests.Ftp;

public sealed class UploadTests
{
    [Fact]
    public async Task A_file_is_stored_whole_and_ends_with_close_notify_before_fin()
    {
        await using EngineUnderTest engine = EngineUnderTest.Against("store");
        await engine.OpenAsync();
        await engine.StoreAsync(EngineUnderTest.Upload("<retur/>"));

        await engine.Server.CompleteAsync();
        DataReceived file = Assert.Single(engine.Server.Files);
        Assert.Equal("<retur/>", Encoding.UTF8.GetString(file.Content));
        Assert.Equal(DataEnd.CloseNotifyThenFin, file.End);
        Assert.True(engine.Connection.IsOpen);
    }
}
