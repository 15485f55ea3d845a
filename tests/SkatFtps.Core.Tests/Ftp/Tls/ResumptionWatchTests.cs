using SkatFtps.Ftp.Tls;
using Xunit;

namespace SkatFtps.Core.Tests.Ftp.Tls;

public sealed class ResumptionWatchTests
{
    [Fact]
    public void A_handshake_that_failed_ends_the_connection_until_the_next_login()
    {
        var watch = new ResumptionWatch();
        watch.HandshakeFailed();
        Assert.NotNull(watch.EndsBecause);

        watch.LoggedIn();
        Assert.Null(watch.EndsBecause);
    }

    [Fact]
    public void One_that_did_not_resume_ends_it_only_where_others_have()
    {
        var watch = new ResumptionWatch();
        watch.Secured(false);
        watch.Secured(null);
        Assert.Null(watch.EndsBecause);
        Assert.False(watch.HasResumed);

        watch.Secured(true);
        Assert.Null(watch.EndsBecause);
        watch.Secured(false);
        Assert.NotNull(watch.EndsBecause);
    }

    [Fact]
    public void A_data_connection_that_broke_ends_it_until_the_next_login_where_others_have_resumed()
    {
        var watch = new ResumptionWatch();
        watch.Secured(false);
        watch.Broke();
        Assert.Null(watch.EndsBecause);

        watch.Secured(true);
        watch.Broke();
        Assert.NotNull(watch.EndsBecause);

        watch.LoggedIn();
        Assert.Null(watch.EndsBecause);
    }

    [Fact]
    public void An_end_without_close_notify_is_a_break_only_where_others_came_with_it()
    {
        var watch = new ResumptionWatch();
        watch.Secured(true);
        watch.ReadToEnd(inOrder: false);
        watch.ReadToEnd(inOrder: true);
        Assert.Null(watch.EndsBecause);

        watch.ReadToEnd(inOrder: false);
        Assert.NotNull(watch.EndsBecause);
    }

    [Fact]
    public void Where_a_server_resumes_only_now_and_then_the_rule_rests_after_two()
    {
        var watch = new ResumptionWatch();
        for (int login = 1; login <= 4; login++)
        {
            watch.LoggedIn();
            watch.Secured(true);
            watch.Secured(false);
            Assert.Equal(login <= 2, watch.EndsBecause is not null);
        }

        watch.HandshakeFailed();
        Assert.NotNull(watch.EndsBecause);
    }
}
