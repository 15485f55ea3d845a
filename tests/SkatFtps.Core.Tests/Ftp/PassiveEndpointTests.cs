using System.Text;
using SkatFtps.Ftp;
using Xunit;

namespace SkatFtps.Core.Tests.Ftp;

public sealed class PassiveEndpointTests
{
    [Theory]
    [InlineData("227 Entering Passive Mode (127,0,0,1,140,160).", 36000)]
    [InlineData("227 Entering Passive Mode (10,20,30,40,156,63)", 39999)]
    [InlineData("227 Entering Passive Mode 192,168,1,2,140,161", 36001)]
    [InlineData("227 =127,0,0,1,4,5", 1029)]
    [InlineData("227 Entering Passive Mode (127, 0, 0, 1, 4, 5)", 1029)]
    [InlineData("227 Passive mode no. 3 of 12 (127,0,0,1,4,5)", 1029)]
    [InlineData("227 (0,0,0,0,0,1)", 1)]
    [InlineData("227 (255,255,255,255,255,255)", 65535)]
    [InlineData("229 Entering Extended Passive Mode (|||36000|)", 36000)]
    [InlineData("229 Extended passive (!!!36000!)", 36000)]
    [InlineData("229 Extended passive (xxx1x)", 1)]
    [InlineData("229 (|||65535|) and more", 65535)]
    public void The_port_is_read(string reply, int port)
    {
        Assert.Equal(port, PassiveEndpoint.PortOf(Reply(reply)));
    }

    [Theory]
    [InlineData("227 Entering Passive Mode")]
    [InlineData("227 (127,0,0,1,140)")]
    [InlineData("227 (127,0,0,1,256,1)")]
    [InlineData("227 (127.0.0.1,140,160)")]
    [InlineData("227 (1,2,3,4,5555555555,6)")]
    [InlineData("227 (-1,2,3,4,,6)")]
    [InlineData("227 (127,0,0,1,0,0)")]
    [InlineData("229 Entering Extended Passive Mode")]
    [InlineData("229 ()")]
    [InlineData("229 (||||)")]
    [InlineData("229 (|||0|)")]
    [InlineData("229 (|||65536|)")]
    [InlineData("229 (|||-5|)")]
    [InlineData("229 (|||99999999999|)")]
    [InlineData("229 (|1|2|3|4|)")]
    [InlineData("229 |||36000|")]
    [InlineData("229 (|||36000")]
    public void A_reply_without_a_port_is_refused_and_the_session_goes_on(string reply)
    {
        FtpsException e = Assert.Throws<FtpsException>(() => PassiveEndpoint.PortOf(Reply(reply)));

        Assert.Equal(FtpsFailure.PassiveRefused, e.Failure);
        Assert.True(e.SessionUsable);
        Assert.NotNull(e.Reply);
    }

    private static FtpReply Reply(string line)
    {
        var reader = new FtpReplyReader();
        byte[] bytes = Encoding.ASCII.GetBytes(line + "\r\n");
        reader.Feed(bytes, 0, bytes.Length);
        return reader.Next()!;
    }
}
