using System;

namespace SkatFtps.Ftp;

/// <summary>A deadline for every step of the protocol; each has its own failure.</summary>
public sealed class FtpsTimeouts
{
    /// <summary>Name resolution and TCP (15 s).</summary>
    public TimeSpan Connect { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>From TCP to the greeting (30 s).</summary>
    public TimeSpan Banner { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>One TLS handshake (30 s).</summary>
    public TimeSpan Tls { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The reply to USER or PASS; servers may delay it on purpose (60 s).</summary>
    public TimeSpan Login { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Any other reply, the last one of a transfer included (60 s).</summary>
    public TimeSpan Reply { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>TCP of a data connection; tried on three ports (10 s each).</summary>
    public TimeSpan DataConnect { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The longest time in which a transfer may move no byte (60 s).</summary>
    public TimeSpan TransferIdle { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>One limit for every step.</summary>
    public static FtpsTimeouts All(TimeSpan limit) => new()
    {
        Connect = limit,
        Banner = limit,
        Tls = limit,
        Login = limit,
        Reply = limit,
        DataConnect = limit,
        TransferIdle = limit,
    };
}
