using System;
using Xunit;

namespace SkatFtps.Core.Tests.Gateway;

public sealed class GatewayEndpointTests
{
    [Theory]
    [InlineData(GatewayEnvironment.Test, "secureftpgatewaytest.skat.dk")]
    [InlineData(GatewayEnvironment.Production, "secureftpgateway.skat.dk")]
    public void SKATs_gateways_are_those_of_the_guide(GatewayEnvironment environment, string host)
    {
        GatewayEndpoint endpoint = GatewayEndpoint.Of(environment);

        Assert.Equal((host, 6381, true), (endpoint.Host, endpoint.Port, endpoint.IsSkats));
        Assert.True(endpoint.DataPorts!.Contains(36000) && endpoint.DataPorts.Contains(39999));
        Assert.False(endpoint.DataPorts.Contains(35999) || endpoint.DataPorts.Contains(40000));
    }

    [Theory]
    [InlineData("secureftpgateway.skat.dk", GatewayEnvironment.Production)]
    [InlineData("SecureFtpGatewayTest.SKAT.dk", GatewayEnvironment.Test)]
    [InlineData("localhost", GatewayEnvironment.Other)]
    [InlineData("127.0.0.1", GatewayEnvironment.Other)]
    [InlineData("::1", GatewayEnvironment.Other)]
    public void A_host_by_name_is_recognised(string host, GatewayEnvironment environment)
    {
        GatewayEndpoint endpoint = GatewayEndpoint.Of(host, 6381);

        Assert.Equal(environment, endpoint.Environment);
        Assert.Equal(environment == GatewayEnvironment.Other, endpoint.DataPorts is null);
    }

    [Theory]
    [InlineData("secureftpgateway.skat.dk")]
    [InlineData("secureftpgatewaytest.skat.dk")]
    [InlineData("ftpgateway.skat.dk")]
    public void The_retired_port_is_refused_on_SKATs_hosts_with_the_one_to_use(string host)
    {
        GatewayException e = Assert.Throws<GatewayException>(() => GatewayEndpoint.Of(host, 6371));

        Assert.Equal("PortRetired", e.ErrorId);
        Assert.Contains("6371", e.Message, StringComparison.Ordinal);
        Assert.Contains("6381", e.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void Elsewhere_any_port_may_be_used() => Assert.Equal(6371, GatewayEndpoint.Of("ftp.example", 6371).Port);

    [Theory]
    [InlineData("ftps://secureftpgateway.skat.dk")]
    [InlineData("secureftpgateway.skat.dk:6381")]
    [InlineData("secureftpgateway.skat.dk/out")]
    [InlineData("user@host")]
    [InlineData("a host")]
    [InlineData("host\r\nUSER x")]
    [InlineData("")]
    public void What_is_no_host_name_is_refused(string host) =>
        Assert.Equal("HostNameInvalid", Assert.Throws<GatewayException>(() => GatewayEndpoint.Of(host, 6381)).ErrorId);

    [Fact]
    public void Other_is_no_environment_to_ask_for() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => GatewayEndpoint.Of(GatewayEnvironment.Other));
}
