using System.Linq;
using System.Text;
using SkatFtps.Ftp;
using SkatFtps.Session;
using Xunit;

namespace SkatFtps.Core.Tests.Session;

/// <summary>A crowd passes; a wrong login, or one that was tried too often, must not be tried again by itself.</summary>
public sealed class RefusalTests
{
    [Theory]
    [InlineData(530, "Too many connections")]
    [InlineData(421, "Too many connections (9) from this IP")]
    [InlineData(530, "Sorry, too many users logged in already.")]
    [InlineData(421, "There are too many connected users, please try later.")]
    [InlineData(421, "There are too many connections from your internet address.")]
    [InlineData(421, "Too many users - please try again later.")]
    [InlineData(530, "Too many sessions")]
    [InlineData(530, "Login denied: too many concurrent user sessions")]
    [InlineData(530, "Too many clients")]
    [InlineData(530, "TOO MANY SIMULTANEOUS LOGINS")]
    [InlineData(530, "Sorry, the maximum number of allowed clients (10) are already connected.")]
    [InlineData(530, "Sorry, the maximum number of clients (3) for this user are already connected.")]
    [InlineData(421, "50 users (the maximum) are already logged in, sorry")]
    [InlineData(421, "Maximum session limit reached")]
    [InlineData(530, "User limit reached")]
    [InlineData(530, "Limit of 5 concurrent connections reached")]
    public void A_crowd_is_ServerBusy_whichever_code_says_it(int code, string words)
    {
        Assert.Equal("ServerBusy", IdOf(FtpsFailure.LoginRefused, code, words));
        Assert.Equal("ServerBusy", IdOf(FtpsFailure.ServerUnavailable, code, words));
    }

    [Theory]
    [InlineData("Login incorrect")]
    [InlineData("Not logged in, user limited")]
    [InlineData("Too many failed logins")]
    [InlineData("Too many login attempts")]
    [InlineData("Too many connection attempts")]
    [InlineData("Too many tries")]
    [InlineData("Maximum login attempts (3) exceeded")]
    [InlineData("Too many connections with an invalid password")]
    [InlineData("Too many logins")]
    [InlineData("User locked out: too many sessions")]
    [InlineData("Maximum number of clients failed")]
    public void What_is_said_against_the_login_stays_LoginRefused(string words) =>
        Assert.Equal("LoginRefused", IdOf(FtpsFailure.LoginRefused, 530, words));

    [Theory]
    [InlineData("Too many failed logins, closing")]
    [InlineData("Login failed, closing control connection")]
    [InlineData("Maximum number of attempts exceeded")]
    [InlineData("Password tries exhausted")]
    public void Tries_that_went_wrong_are_LoginRefused_although_the_server_says_421(string words) =>
        Assert.Equal("LoginRefused", IdOf(FtpsFailure.ServerUnavailable, 421, words));

    [Theory]
    [InlineData("Service window")]
    [InlineData("Service not available, closing control connection")]
    [InlineData("Internal failure, try again later")]
    [InlineData("Idle timeout error")]
    public void Another_421_is_ServerUnavailable(string words) =>
        Assert.Equal("ServerUnavailable", IdOf(FtpsFailure.ServerUnavailable, 421, words));

    [Theory]
    [InlineData(FtpsFailure.FolderRefused, "ServiceNotPermitted")]
    [InlineData(FtpsFailure.TypeRefused, "TypeRefused")]
    [InlineData(FtpsFailure.DeleteRefused, "DeleteRefused")]
    [InlineData(FtpsFailure.TlsRefused, "TlsRefused")]
    [InlineData(FtpsFailure.ProtectionRefused, "ProtectionRefused")]
    public void With_421_a_server_speaks_of_itself_and_not_of_the_command(FtpsFailure failure, string id)
    {
        Assert.Equal("ServerUnavailable", IdOf(failure, 421, "Shutting down"));
        Assert.Equal(id, IdOf(failure, 550, "Too many users"));
    }

    [Theory]
    [InlineData(FtpsFailure.NotAnFtpServer)]
    [InlineData(FtpsFailure.TlsHandshakeFailed)]
    [InlineData(FtpsFailure.ClientCertificateNotAccepted)]
    public void A_connection_that_ends_without_a_word_is_lost_where_one_stood_before(FtpsFailure failure)
    {
        FtpsException silent = new(failure, "The server closed the connection.");
        Assert.Equal(failure.ToString(), GatewayAdvice.IdOf(silent));
        Assert.Equal("ConnectionLost", GatewayAdvice.IdOf(GatewayAdvice.OnKnownWay(silent)));
        Assert.Contains("The server closed the connection.", GatewayAdvice.OnKnownWay(silent).Message);
    }

    [Fact]
    public void An_alert_says_why_and_is_no_lost_connection()
    {
        FtpsException alert = new(FtpsFailure.TlsHandshakeFailed, "handshake_failure") { TlsAlert = "handshake_failure" };
        Assert.Same(alert, GatewayAdvice.OnKnownWay(alert));
    }

    [Theory]
    [InlineData("530 Too many connections from 192.0.2.1", "ServerBusy")]
    [InlineData("421 too many users", "ServerBusy")]
    [InlineData("530 Login incorrect", "LoginRefused")]
    public void A_line_of_a_log_leads_to_the_one_that_it_means(string line, string id) =>
        Assert.Equal([id], SkatErrorInfo.FindInText(line).Select(info => info.Id));

    private static string IdOf(FtpsFailure failure, int code, string words) =>
        GatewayAdvice.IdOf(new FtpsException(failure, words) { Reply = new FtpReply(code, [Encoding.ASCII.GetBytes(words)]) });
}
