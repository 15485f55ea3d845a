using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Core.Tests.Status;
using SkatFtps.Core.Tests.Support;
using SkatFtps.Out;
using SkatFtps.Status;
using Xunit;

namespace SkatFtps.Core.Tests.Out;

public sealed class StatusFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task A_file_on_disk_is_read_with_the_code_of_its_name()
    {
        FileInfo file = _folder.Write(
            "status_FTPSGW.Heartbeat_ping20201210143002441-hb01.xml_3.xml", StatusSample.Bytes("guide-status-3-response.xml"));

        SubmissionStatus status = await StatusFiles.ReadAsync(file, CancellationToken.None);

        Assert.Equal((3, "FTPSGW.Heartbeat", "ping20201210143002441-hb01.xml"), (status.Code, status.Service, status.FtpTransaktionsId));
    }

    [Fact]
    public async Task A_file_that_somebody_still_writes_can_be_read()
    {
        FileInfo file = _folder.Write("status_FTPSGW.Heartbeat_x_1.xml", StatusSample.Bytes("guide-status-1.xml"));
        using FileStream writer = new(file.FullName, FileMode.Open, FileAccess.Write, FileShare.Read);

        Assert.Equal(1, (await StatusFiles.ReadAsync(file, CancellationToken.None)).Code);
    }

    [Fact]
    public async Task What_is_not_there_or_cannot_be_read_is_told_by_its_path()
    {
        FileInfo missing = _folder.File("missing.xml");
        GatewayException e = await Assert.ThrowsAsync<GatewayException>(() => StatusFiles.ReadAsync(missing, CancellationToken.None));
        Assert.Equal("FileNotFound", e.ErrorId);
        Assert.Contains(missing.FullName, e.Message, StringComparison.Ordinal);

        FileInfo locked = _folder.Write("locked.xml", [1]);
        using FileStream writer = new(locked.FullName, FileMode.Open, FileAccess.Write, FileShare.None);
        e = await Assert.ThrowsAsync<GatewayException>(() => StatusFiles.ReadAsync(locked, CancellationToken.None));
        Assert.Equal("FileUnreadable", e.ErrorId);
        Assert.Contains(locked.FullName, e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(StatusFileReader.MaximumSize, StatusFileException.Malformed)]
    [InlineData(StatusFileReader.MaximumSize + 1, StatusFileException.TooLarge)]
    public async Task A_huge_file_is_not_read(int size, string id)
    {
        FileInfo file = _folder.Write("status_CRS_x_1.xml", new byte[size]);

        Assert.Equal(
            id, (await Assert.ThrowsAsync<StatusFileException>(() => StatusFiles.ReadAsync(file, CancellationToken.None))).ErrorId);
    }

    public void Dispose() => _folder.Dispose();
}
