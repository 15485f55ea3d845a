using System;
using System.Data.Common;
using SkatFtps.Ledger;
using SkatFtps.Ledger.Sql;
using Xunit;

namespace SkatFtps.Core.Tests.Ledger;

public sealed class PostgreSqlConnectionStringTests
{
    [Theory]
    [InlineData("Host=db;Password=hunter2")]
    [InlineData("host=db;PWD=hunter2")]
    [InlineData("Host=db;psw = 'hunter2'")]
    [InlineData("Host=db;SSL Password=hunter2")]
    public void A_password_is_refused_and_not_repeated(string text)
    {
        LedgerException refused = Refused("LedgerConnectionStringHasPassword", text);
        Assert.DoesNotContain("hunter2", refused.ToString());
    }

    [Theory]
    [InlineData("postgresql://me:hunter2@db/skatftps")]
    [InlineData("postgresql://me:hunter2@db/skatftps?sslmode=require")]
    [InlineData("Database=skatftps")]
    public void Another_form_is_refused_and_not_repeated(string text)
    {
        LedgerException refused = Refused("LedgerConnectionStringInvalid", text);
        Assert.DoesNotContain("hunter2", refused.ToString());
    }

    [Theory]
    [InlineData("Host=db.example.dk", "VerifyFull")]
    [InlineData("Server=10.0.0.7", "VerifyFull")]
    [InlineData("Host=localhost,db.example.dk", "VerifyFull")]
    [InlineData("Host=db.example.dk;SslMode=Require", "Require")]
    [InlineData("Host=127.evil.example", "VerifyFull")]
    [InlineData("Host=127.0.0.1.evil.example", "VerifyFull")]
    [InlineData("Host=127.0.0.1,127.evil.example:5432", "VerifyFull")]
    [InlineData("Host=127.0.0.1:5432,127.0.0.2:5433", null)]
    [InlineData("Host=localhost", null)]
    [InlineData("Host=127.0.0.1", null)]
    [InlineData("Host=::1", null)]
    [InlineData("Host=/var/run/postgresql", null)]
    public void Off_loopback_the_server_must_prove_who_it_is(string text, string? mode)
    {
        var settings = new DbConnectionStringBuilder { ConnectionString = PostgreSqlConnectionString.Check(text) };
        string? found = settings.TryGetValue("SSL Mode", out object? value)
            || settings.TryGetValue("SslMode", out value) ? (string?)value : null;
        Assert.Equal(mode, found);
    }

    [Fact]
    public void A_login_takes_the_place_of_a_name_in_the_string()
    {
        string text = PostgreSqlConnectionString.WithLogin(PostgreSqlConnectionString.Check("Host=db;User Id=other"), "me", "p;w'd=\"x");
        var settings = new DbConnectionStringBuilder { ConnectionString = text };
        Assert.Equal("me", settings["Username"]);
        Assert.Equal("p;w'd=\"x", settings["Password"]);
        Assert.False(settings.ContainsKey("User Id"));
    }

    private static LedgerException Refused(string errorId, string text)
    {
        LedgerException refused = Assert.Throws<LedgerException>(() => PostgreSqlConnectionString.Check(text));
        Assert.Equal(errorId, refused.ErrorId);
        return refused;
    }
}
