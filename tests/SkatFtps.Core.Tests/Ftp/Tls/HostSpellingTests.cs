using System;
using System.Collections.Generic;
using System.Linq;
using SkatFtps.Ftp;
using SkatFtps.Ftp.Tls;
using Xunit;

namespace SkatFtps.Core.Tests.Ftp.Tls;

public sealed class HostSpellingTests
{
    [Fact]
    public void The_first_connection_keeps_the_name_as_it_was_given_and_the_others_get_one_each()
    {
        List<HostSpelling> rented = [.. Enumerable.Range(0, 20).Select(_ => HostSpelling.Rent("Ftp.first.example"))];

        Assert.Equal("Ftp.first.example", rented[0].Name);
        Assert.Equal(20, rented.Select(one => one.Name).Distinct(StringComparer.Ordinal).Count());
        Assert.All(rented, one => Assert.Equal("ftp.first.example", one.Name, ignoreCase: true));
        rented.ForEach(one => one.Dispose());
    }

    [Fact]
    public void A_spelling_that_was_given_back_is_the_next_to_be_had_and_only_once()
    {
        using HostSpelling first = HostSpelling.Rent("ftp.second.example");
        HostSpelling second = HostSpelling.Rent("FTP.SECOND.EXAMPLE");
        using HostSpelling third = HostSpelling.Rent("ftp.second.example");
        string name = second.Name;
        second.Dispose();
        second.Dispose();

        using HostSpelling again = HostSpelling.Rent("ftp.second.example");
        using HostSpelling fourth = HostSpelling.Rent("ftp.second.example");

        Assert.Equal(name, again.Name, ignoreCase: true);
        Assert.Equal(4, new[] { first, third, again, fourth }.Select(one => one.Name).Distinct(StringComparer.Ordinal).Count());
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("fe80::abcd")]
    [InlineData("10")]
    public void A_host_without_letters_to_turn_is_spelt_one_way(string host)
    {
        using HostSpelling first = HostSpelling.Rent(host);
        using HostSpelling second = HostSpelling.Rent(host);

        Assert.Equal((host, host), (first.Name, second.Name));
    }

    [Fact]
    public void When_the_letters_run_out_the_name_is_as_it_was_given()
    {
        List<HostSpelling> rented = [.. Enumerable.Range(0, 5).Select(_ => HostSpelling.Rent("a1.z2"))];

        Assert.Equal(["a1.z2", "A1.z2", "a1.Z2", "A1.Z2", "a1.z2"], rented.Select(one => one.Name));
        rented.ForEach(one => one.Dispose());
    }
}
