using System;
using System.IO;
using System.Linq;
using System.Security.Authentication;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Core.Tests.Support;
using SkatFtps.Ftp;
using Xunit;

namespace SkatFtps.Core.Tests.Ftp;

/// <summary>A reply answers the command it was asked for, or the connection ends.</summary>
public sealed class InStepTests
{
    [Theory]
    [InlineData("store-stale-before", null, 425)]
    [InlineData("store-stale-while-placed", "said", 425)]
    [InlineData("store-half-a-reply", "said", null)]
    public async Task What_lies_unread_before_STOR_keeps_it_from_leaving_and_the_file_stays_whole(
        string transcript, string? mark, int? code)
    {
        await using EngineUnderTest engine = EngineUnderTest.Against(transcript);
        FtpUpload upload = EngineUnderTest.Upload();
        upload.Sending = _ => mark is null ? Task.CompletedTask : engine.Server.Reached(mark);
        FtpsException e = await engine.FailToStoreAsync(upload);

        Assert.Equal((FtpsFailure.RepliesOutOfStep, false, true), (e.Failure, e.MayHaveArrived, e.MayGoAnew));
        Assert.False(engine.Server.SawStore);
        Assert.Equal(0, upload.Content.Position);
        Assert.False(engine.Connection.IsOpen);
        Assert.Equal(code is null ? [] : [code.Value], engine.Connection.Unasked.Select(reply => reply.Code));
    }

    [Fact]
    public async Task A_server_that_ends_the_connection_before_STOR_has_not_got_it_and_said_nothing_unasked()
    {
        await using EngineUnderTest engine = EngineUnderTest.Against("store-ended-while-placed");
        FtpUpload upload = EngineUnderTest.Upload();
        upload.Sending = _ => engine.Server.Reached("said");
        FtpsException e = await engine.FailToStoreAsync(upload);

        Assert.Equal((FtpsFailure.ConnectionLost, false, true), (e.Failure, e.MayHaveArrived, e.MayGoAnew));
        Assert.False(engine.Server.SawStore);
        Assert.Empty(engine.Connection.Unasked);
    }

    [Theory]
    [InlineData("store-stale-in-flight", 425)]
    [InlineData("store-stale-in-flight-late", 425)]
    [InlineData("store-refused-after-hello", 550)]
    [InlineData("store-refused-421", 421)]
    [InlineData("store-refused-and-gone", 550)]
    public async Task A_refusal_in_place_of_150_that_cannot_be_proved_to_be_the_answer_is_doubt(string transcript, int code)
    {
        await using EngineUnderTest engine = EngineUnderTest.Against(transcript);
        FtpsException e = await engine.FailToStoreAsync();

        Assert.Equal((FtpsFailure.StoreInDoubt, true, false), (e.Failure, e.MayHaveArrived, e.SessionUsable));
        Assert.Equal(code, e.Reply!.Code);
        Assert.False(engine.Connection.IsOpen);
    }

    [Theory]
    [InlineData("store-stale-in-flight", true)]
    [InlineData("store-refused-after-hello", true)]
    [InlineData("store-refused-421", false)]
    [InlineData("store-refused-and-gone", false)]
    public async Task A_refusal_may_be_a_late_word_on_an_earlier_file_only_where_the_dialogue_proved_out_of_step(
        string transcript, bool may)
    {
        await using EngineUnderTest engine = EngineUnderTest.Against(transcript);
        FtpsException e = await engine.FailToStoreAsync();

        Assert.Equal(may, engine.Connection.Unasked.Contains(e.Reply!));
    }

    [Fact]
    public async Task Further_1yz_are_read_over_while_the_last_word_is_awaited()
    {
        await using EngineUnderTest engine = EngineUnderTest.Against("store-preliminary");
        await engine.OpenAsync();
        await engine.StoreAsync(EngineUnderTest.Upload());
        await engine.StoreAsync(EngineUnderTest.Upload(name: "again.xml"));

        await engine.Server.CompleteAsync();
    }

    [Theory]
    [InlineData("store-preliminary-endless", FtpsFailure.ReplyUnexpected)]
    [InlineData("store-answered-by-another", FtpsFailure.RepliesOutOfStep)]
    [InlineData("store-without-asking", FtpsFailure.ReplyUnexpected)]
    public async Task A_last_word_that_cannot_be_one_is_doubt_and_ends_the_connection(string transcript, FtpsFailure cause)
    {
        await using EngineUnderTest engine = EngineUnderTest.Against(transcript);
        FtpsException e = await engine.FailToStoreAsync();

        Assert.Equal((FtpsFailure.StoreInDoubt, false), (e.Failure, e.SessionUsable));
        Assert.Equal(cause, Assert.IsType<FtpsException>(e.InnerException).Failure);
        Assert.False(engine.Connection.IsOpen);
    }

    [Fact]
    public async Task A_226_before_the_end_of_the_file_was_written_is_doubt_and_the_end_is_not_written()
    {
        await using EngineUnderTest engine = EngineUnderTest.Against("store-confirmed-too-early");
        var content = new StepByStepStream("12345"u8.ToArray(), () => engine.Server.Reached("said"));
        FtpsException e = await engine.FailToStoreAsync(new FtpUpload(EngineUnderTest.Folder, "retur.xml", content));

        Assert.Equal((FtpsFailure.StoreInDoubt, false), (e.Failure, e.SessionUsable));
        await engine.Server.CompleteAsync();
        Assert.Equal(DataEnd.Reset, Assert.Single(engine.Server.DataEnds));
    }

    [Fact]
    public async Task A_last_word_that_is_repeated_is_never_read_away()
    {
        await using EngineUnderTest engine = EngineUnderTest.Against("store-twice-confirmed");
        await engine.OpenAsync();
        await engine.StoreAsync(EngineUnderTest.Upload());
        FtpsException e = await Assert.ThrowsAsync<FtpsException>(() => engine.StoreAsync(EngineUnderTest.Upload(name: "again.xml")));

        Assert.Equal((FtpsFailure.RepliesOutOfStep, false, true), (e.Failure, e.MayHaveArrived, e.MayGoAnew));
        Assert.Equal([226], engine.Connection.Unasked.Select(reply => reply.Code));
    }

    [Fact]
    public async Task A_late_refusal_that_was_eaten_as_the_answer_to_another_command_is_kept_until_the_dialogue_is_in_step()
    {
        await using EngineUnderTest engine = EngineUnderTest.Against("store-late-refusal-eaten");
        await engine.OpenAsync();
        await engine.StoreAsync(EngineUnderTest.Upload());
        await Assert.ThrowsAsync<FtpsException>(() => engine.StoreAsync(EngineUnderTest.Upload(name: "again.xml")));
        Assert.Empty(engine.Connection.Unasked);

        var order = new DialogueOrder { Asked = "PASV" };
        order.Answered(new FtpReply(451, ["Disk full"u8.ToArray()]));
        order.Pending("STOR", [new FtpReply(227, ["h"u8.ToArray()])]);
        Assert.Equal([227, 451], order.Unasked.Select(reply => reply.Code));

        order = new DialogueOrder { Asked = "PASV" };
        order.Answered(new FtpReply(451, ["Disk full"u8.ToArray()]));
        order.Settled();
        order.Pending("STOR", [new FtpReply(227, ["h"u8.ToArray()])]);
        Assert.Equal([227], order.Unasked.Select(reply => reply.Code));
    }

    [Fact]
    public async Task A_NOOP_answered_by_a_word_on_something_else_ends_the_connection()
    {
        await using EngineUnderTest engine = EngineUnderTest.Against("noop-out-of-step");
        await engine.OpenAsync();

        Assert.False(await engine.Connection.IsAliveAsync(CancellationToken.None));
        Assert.Equal([226], engine.Connection.Unasked.Select(reply => reply.Code));
    }

    [Fact]
    public async Task A_command_that_changes_nothing_and_got_anothers_answer_may_be_said_again_elsewhere()
    {
        await using EngineUnderTest engine = EngineUnderTest.Against("cwd-out-of-step");
        await engine.OpenAsync();
        FtpsException e = await Assert.ThrowsAsync<FtpsException>(
            () => engine.Connection.RetrieveAsync(
                FtpName.FromText("out"), FtpName.FromText("a.xml"), 1, new MemoryStream(), null, CancellationToken.None));

        Assert.Equal((FtpsFailure.RepliesOutOfStep, true, false), (e.Failure, e.MayGoAnew, engine.Connection.IsOpen));
    }

    [Fact]
    public async Task The_tickets_of_TLS_1_3_are_no_reply()
    {
        await using EngineUnderTest engine = EngineUnderTest.Against("retrieve-1.3", options => options.Protocols = SslProtocols.Tls13);
        await engine.OpenAsync();

        Assert.True(engine.Connection.IsOpen);
        Assert.Empty(engine.Connection.Unasked);
    }

    [Theory]
    [InlineData("STOR", 226, true)]
    [InlineData("STOR", 250, true)]
    [InlineData("STOR", 150, true)]
    [InlineData("STOR", 553, true)]
    [InlineData("STOR", 257, false)]
    [InlineData("STOR", 227, false)]
    [InlineData("STOR", 331, false)]
    [InlineData("EPSV", 229, true)]
    [InlineData("EPSV", 425, true)]
    [InlineData("EPSV", 522, true)]
    [InlineData("EPSV", 226, false)]
    [InlineData("EPSV", 426, false)]
    [InlineData("PWD", 257, true)]
    [InlineData("PWD", 550, true)]
    [InlineData("PWD", 425, false)]
    [InlineData("PWD", 150, false)]
    [InlineData("PASS", 230, true)]
    [InlineData("PASS", 220, false)]
    [InlineData("NOOP", 500, true)]
    [InlineData("NOOP", 451, true)]
    [InlineData("QUIT", 226, true)]
    [InlineData(null, 220, true)]
    public void One_table_says_which_code_may_answer_which_command(string? verb, int code, bool may) =>
        Assert.Equal(may, FtpReplyCodes.MayAnswer(verb, code));
}
