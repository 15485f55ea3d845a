using System;
using System.Collections.Generic;
using System.Security.Authentication;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Core.Tests.Support;
using SkatFtps.Ftp;
using Xunit;

namespace SkatFtps.Core.Tests.Ftp;

/// <summary>Listings over the wire: which command, which port, and when a listing counts as whole.</summary>
public sealed class ListTests
{
    [Theory]
    [InlineData("list", "a.xml")]
    [InlineData("list-in-pieces", "a.xml,b.xml")]
    [InlineData("list-empty", "")]
    [InlineData("list-mlsd", "Udlaan,a.xml")]
    [InlineData("list-unreadable-nlst", "a.xml")]
    [InlineData("list-mlsd-list-refused", "a.xml")]
    [InlineData("list-close-notify-before-fin", "a.xml")]
    public async Task A_folder_is_listed(string transcript, string names)
    {
        await using EngineUnderTest engine = EngineUnderTest.Against(transcript);
        Assert.Equal(names, await OpenAndListAsync(engine));

        await engine.Server.CompleteAsync();
        Assert.True(engine.Connection.IsOpen);
    }

    [Theory]
    [InlineData("list-refused-nlst", "a.xml,b c.xml", "a.xml")]
    [InlineData("list-mlsd-refused", "a.xml", "a.xml")]
    [InlineData("list-epsv-refused", "Udlaan,a.xml", "Udlaan,a.xml")]
    [InlineData("list-pasv-refused", "a.xml", "a.xml")]
    [InlineData("list-450-no-files", "", "a.xml")]
    [InlineData("list-550-no-files", "", "a.xml")]
    public async Task What_a_server_refused_once_is_not_asked_again(string transcript, string first, string second)
    {
        await using EngineUnderTest engine = EngineUnderTest.Against(transcript);
        Assert.Equal(first, await OpenAndListAsync(engine));
        Assert.Equal(second, await ListAsync(engine));

        await engine.Server.CompleteAsync();
    }

    [Theory]
    [InlineData("list-450-busy", FtpsFailure.ListRefused)]
    [InlineData("list-final-451", FtpsFailure.ListingIncomplete)]
    public async Task A_listing_that_fails_leaves_the_session_usable(string transcript, FtpsFailure expected)
    {
        await using EngineUnderTest engine = EngineUnderTest.Against(transcript);
        FtpsException e = await FailToListAsync(engine);

        Assert.Equal(expected, e.Failure);
        Assert.True(e.SessionUsable);
        Assert.Equal("a.xml", await ListAsync(engine));
        await engine.Server.CompleteAsync();
    }

    [Theory]
    [InlineData("list-nlst-refused", FtpsFailure.ListRefused)]
    [InlineData("list-passive-garbage", FtpsFailure.PassiveRefused)]
    [InlineData("list-no-close-notify", FtpsFailure.ListingIncomplete)]
    [InlineData("list-reuse-after-handshake", FtpsFailure.TlsSessionReuseRequired)]
    public async Task Each_way_to_fail_has_its_own_failure(string transcript, FtpsFailure expected)
    {
        await using EngineUnderTest engine = EngineUnderTest.Against(transcript);
        FtpsException e = await FailToListAsync(engine);

        Assert.Equal(expected, e.Failure);
        Assert.True(e.SessionUsable);
        Assert.True(engine.Connection.IsOpen);
        Assert.False(e.MayHaveArrived);
    }

    [Theory]
    [InlineData("list-passive-421", FtpsFailure.PassiveRefused)]
    [InlineData("list-data-handshake-silent", FtpsFailure.DataHandshakeFailed)]
    [InlineData("list-data-handshake-garbage", FtpsFailure.DataHandshakeFailed)]
    [InlineData("list-data-other-certificate", FtpsFailure.DataCertificateChanged)]
    [InlineData("list-reuse-425-not-resumed", FtpsFailure.TlsSessionReuseRequired)]
    [InlineData("list-reuse-522-reuse", FtpsFailure.TlsSessionReuseRequired)]
    [InlineData("list-reuse-425-not-permitted", FtpsFailure.TlsSessionReuseRequired)]
    [InlineData("list-hangs", FtpsFailure.TransferTimedOut)]
    [InlineData("list-long-line", FtpsFailure.ListingIncomplete)]
    public async Task A_dialogue_that_is_lost_is_closed(string transcript, FtpsFailure expected)
    {
        await using EngineUnderTest engine = EngineUnderTest.Against(transcript, options =>
        {
            options.Timeouts.Reply = TimeSpan.FromSeconds(2);
            options.Timeouts.Tls = TimeSpan.FromSeconds(2);
            options.Timeouts.TransferIdle = TimeSpan.FromSeconds(1);
        });
        FtpsException e = await FailToListAsync(engine);

        Assert.Equal(expected, e.Failure);
        Assert.False(e.SessionUsable);
        Assert.False(engine.Connection.IsOpen);
    }

    [Fact]
    public async Task A_listing_that_is_reset_is_not_taken_for_a_short_one()
    {
        await using EngineUnderTest engine = EngineUnderTest.Against("list-reset");
        await engine.OpenAsync();
        FtpsException e = await Assert.ThrowsAsync<FtpsException>(
            () => engine.Connection.ListAsync(
                Out, _ => engine.Server.Release("go"), CancellationToken.None)).WaitAsync(ScriptedFtpsServer.Guard);

        Assert.Equal(426, e.Reply!.Code);
        Assert.True(e.SessionUsable);
    }

    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public async Task A_listing_that_ends_with_the_socket_alone_was_cut_on_every_version_of_TLS(SslProtocols protocol)
    {
        await using EngineUnderTest engine = EngineUnderTest.On(protocol, "list-cut");
        Assert.Equal(FtpsFailure.ListingIncomplete, (await FailToListAsync(engine)).Failure);
    }

    [Theory]
    [InlineData("list")]
    [InlineData("list-close-notify-before-fin")]
    public async Task A_listing_on_TLS_1_3_is_whole_at_close_notify(string transcript)
    {
        await using EngineUnderTest engine = EngineUnderTest.On(SslProtocols.Tls13, transcript);
        Assert.Equal("a.xml", await OpenAndListAsync(engine));
    }

    [Fact]
    public async Task The_address_in_a_227_is_ignored()
    {
        await using EngineUnderTest engine = EngineUnderTest.Against(
            "list-lying-address", options => options.Timeouts.DataConnect = TimeSpan.FromSeconds(5));
        Assert.Equal("a.xml", await OpenAndListAsync(engine));

        await engine.Server.CompleteAsync();
    }

    [Fact]
    public async Task A_port_outside_the_published_range_is_a_warning_and_used()
    {
        await using EngineUnderTest engine = EngineUnderTest.Against("list", options => options.DataPorts = new PortRange(1, 2));
        Assert.Equal("a.xml", await OpenAndListAsync(engine));

        string warning = Assert.Single(engine.Log.Lines(ProtocolLogKind.Warning));
        Assert.Contains("outside the published range 1-2", warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_inside_the_published_range_is_no_warning()
    {
        await using EngineUnderTest engine = EngineUnderTest.Against("list", options => options.DataPorts = new PortRange(1, 65535));
        Assert.Equal("a.xml", await OpenAndListAsync(engine));

        Assert.Empty(engine.Log.Lines(ProtocolLogKind.Warning));
    }

    [Fact]
    public async Task A_row_that_cannot_be_read_is_a_warning_and_the_rest_goes_on()
    {
        await using EngineUnderTest engine = EngineUnderTest.Against("list-partly-unreadable");
        Assert.Equal("a.xml", await OpenAndListAsync(engine));

        Assert.Contains("1 lines", Assert.Single(engine.Log.Lines(ProtocolLogKind.Warning)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_bytes_of_a_folder_go_back_as_they_came()
    {
        await using EngineUnderTest engine = EngineUnderTest.Against("folder-latin1");
        await engine.OpenAsync();
        var found = new List<DirectoryEntry>();
        await engine.Connection.ListAsync(null, found.Add, CancellationToken.None);
        FtpName folder = Assert.Single(found).Name;
        Assert.Equal("Økonomi", folder.Text);
        await engine.StoreAsync(new FtpUpload(folder, "Øre.xml", new System.IO.MemoryStream()));
        await engine.Connection.DeleteAsync(
            folder,
            FtpName.FromBytes([0xC6, (byte)'b', (byte)'l', (byte)'e', (byte)'.', (byte)'x', (byte)'m', (byte)'l']),
            CancellationToken.None);

        await engine.Server.CompleteAsync();
    }

    [Fact]
    public async Task A_folder_in_UTF8_goes_back_in_UTF8()
    {
        await using EngineUnderTest engine = EngineUnderTest.Against("folder-utf8");
        await engine.OpenAsync();
        var found = new List<DirectoryEntry>();
        await engine.Connection.ListAsync(null, found.Add, CancellationToken.None);
        Assert.Equal("Økonomi", Assert.Single(found).Name.Text);
        await engine.Connection.ListAsync(found[0].Name, found.Add, CancellationToken.None);

        await engine.Server.CompleteAsync();
    }

    [Fact]
    public async Task A_failure_of_the_one_who_asked_closes_the_session()
    {
        await using EngineUnderTest engine = EngineUnderTest.Against("list-hangs");
        await engine.OpenAsync();
        await Assert.ThrowsAsync<NotSupportedException>(
            () => engine.Connection.ListAsync(Out, _ => throw new NotSupportedException(), CancellationToken.None));

        Assert.False(engine.Connection.IsOpen);
    }

    private static readonly FtpName Out = FtpName.FromText("out");

    private static async Task<string> OpenAndListAsync(EngineUnderTest engine)
    {
        await engine.OpenAsync();
        return await ListAsync(engine);
    }

    private static async Task<string> ListAsync(EngineUnderTest engine)
    {
        var names = new List<string>();
        await engine.Connection.ListAsync(
            Out, entry => names.Add(entry.Name.Text), CancellationToken.None).WaitAsync(ScriptedFtpsServer.Guard);
        return string.Join(",", names);
    }

    private static async Task<FtpsException> FailToListAsync(EngineUnderTest engine)
    {
        await engine.OpenAsync();
        return await Assert.ThrowsAsync<FtpsException>(() => ListAsync(engine));
    }
}
