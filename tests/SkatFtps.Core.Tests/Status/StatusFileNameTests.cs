using SkatFtps.Status;
using Xunit;

namespace SkatFtps.Core.Tests.Status;

public sealed class StatusFileNameTests
{
    private static readonly string[] Services = ["Udlaan", "FTPSGW", "FTPSGW.Heartbeat", "A", "A_B"];

    [Theory]
    [InlineData("status_Udlaan_12345678.zip_0.xml", "Udlaan", "12345678.zip", 0)]
    [InlineData("status_FTPSGW.Heartbeat_ping-hb01.xml_1.xml", "FTPSGW.Heartbeat", "ping-hb01.xml", 1)]
    [InlineData("status_A_B_c.zip_2.xml", "A_B", "c.zip", 2)]
    [InlineData("status_A_B_3.xml", "A", "B", 3)]
    [InlineData("status_Udlaan_val_12345678_2024_1.zip_1.xml", "Udlaan", "val_12345678_2024_1.zip", 1)]
    [InlineData("status_Udlaan_status_Udlaan_x_1.xml_0.xml", "Udlaan", "status_Udlaan_x_1.xml", 0)]
    [InlineData("status_UDLAAN_x.zip_1.xml", "Udlaan", "x.zip", 1)]
    [InlineData("STATUS_udlaan_x.zip_1.XML", "Udlaan", "x.zip", 1)]
    [InlineData("status_Nyt.System_a_b.zip_1.xml", "Nyt.System", "a_b.zip", 1)]
    [InlineData("status_Udlaan__1.zip_1.xml", "Udlaan", "_1.zip", 1)]
    public void A_status_file_name_comes_apart(string name, string service, string id, int code)
    {
        Assert.True(StatusFileName.TryParse(name, Services, out StatusFileName? parsed));
        Assert.Equal((name, service, id, code), (parsed!.Name, parsed.Service, parsed.FtpTransaktionsId, parsed.Code));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("status_.xml")]
    [InlineData("status__1.xml")]
    [InlineData("status_Udlaan_1.xml")]
    [InlineData("status_Udlaan__1.xml")]
    [InlineData("status__x.zip_1.xml")]
    [InlineData("status_Udlaan_x.zip_4.xml")]
    [InlineData("status_Udlaan_x.zip_11.xml")]
    [InlineData("status_Udlaan_x.zip_1.xml.bak")]
    [InlineData("Udlaan_in_x.zip_response.txt")]
    [InlineData("/out/status_Udlaan_x.zip_1.xml")]
    public void Another_name_is_no_status_file_name(string? name)
    {
        Assert.False(StatusFileName.TryParse(name, Services, out StatusFileName? parsed));
        Assert.Null(parsed);
    }

    [Fact]
    public void Without_known_services_the_service_ends_at_the_first_underscore()
    {
        Assert.True(StatusFileName.TryParse("status_A_B_c.zip_2.xml", [], out StatusFileName? parsed));
        Assert.Equal(("A", "B_c.zip"), (parsed!.Service, parsed.FtpTransaktionsId));
    }
}
