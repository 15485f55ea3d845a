using System;
using SkatFtps.Errors;
using SkatFtps.Ftp;

namespace SkatFtps;

/// <summary>Where a gateway is: host, control port, and the data ports that it publishes (guide, "Client Connection").</summary>
public sealed class GatewayEndpoint
{
    /// <summary>The control port of both gateways.</summary>
    public const int DefaultPort = 6381;

    // The gateway before autumn 2020; old scripts still name it.
    private const int RetiredPort = 6371;

    private GatewayEndpoint(GatewayEnvironment environment, string host, int port, PortRange? dataPorts)
    {
        Environment = environment;
        Host = host;
        Port = port;
        DataPorts = dataPorts;
    }

    public static GatewayEndpoint Test { get; } = new(
        GatewayEnvironment.Test, "secureftpgatewaytest.skat.dk", DefaultPort, new PortRange(36000, 39999));

    public static GatewayEndpoint Production { get; } = new(
        GatewayEnvironment.Production, "secureftpgateway.skat.dk", DefaultPort, new PortRange(36000, 39999));

    public GatewayEnvironment Environment { get; }

    public string Host { get; }

    public int Port { get; }

    /// <summary>Null where nothing is published.</summary>
    public PortRange? DataPorts { get; }

    /// <summary>One of SKAT's own hosts, whose users are asked to look at most once a minute.</summary>
    public bool IsSkats => Environment != GatewayEnvironment.Other;

    /// <param name="environment">Test or Production.</param>
    public static GatewayEndpoint Of(GatewayEnvironment environment) => environment switch
    {
        GatewayEnvironment.Test => Test,
        GatewayEnvironment.Production => Production,
        _ => throw new ArgumentOutOfRangeException(nameof(environment)),
    };

    /// <summary>A host by name; SKAT's own are recognised, their retired port refused.</summary>
    /// <exception cref="GatewayException">PortRetired, HostNameInvalid.</exception>
    public static GatewayEndpoint Of(string host, int port)
    {
        if (Uri.CheckHostName(host) == UriHostNameType.Unknown)
        {
            throw new GatewayException("HostNameInvalid", $"'{host}' is no host name.");
        }

        foreach (GatewayEndpoint known in new[] { Test, Production })
        {
            if (string.Equals(known.Host, host, StringComparison.OrdinalIgnoreCase))
            {
                return port == RetiredPort
                    ? throw Retired(known)
                    : new GatewayEndpoint(known.Environment, known.Host, port, known.DataPorts);
            }
        }

        return host.EndsWith(".skat.dk", StringComparison.OrdinalIgnoreCase) && port == RetiredPort
            ? throw Retired(Production)
            : new GatewayEndpoint(GatewayEnvironment.Other, host, port, null);
    }

    public override string ToString() => Host + ":" + Port;

    private static GatewayException Retired(GatewayEndpoint known) => new(
        "PortRetired",
        $"Port {RetiredPort} belonged to the gateway that was closed in autumn 2020.",
        ErrorCatalogue.Advice("PortRetired", ("host", known.Host)));
}
