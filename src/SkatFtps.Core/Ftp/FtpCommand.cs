using System;
using SkatFtps.Text;

namespace SkatFtps.Ftp;

/// <summary>One command line as it goes out (RFC 959, 4.1), with the form that may be shown.</summary>
internal sealed class FtpCommand
{
    private const byte CarriageReturn = 13;
    private const byte LineFeed = 10;

    private FtpCommand(string verb, byte[] wire, string display)
    {
        Verb = verb;
        Wire = wire;
        Display = display;
    }

    public string Verb { get; }

    /// <summary>The bytes with CRLF. Those of a secret command are wiped by <see cref="Wipe"/>.</summary>
    public byte[] Wire { get; }

    /// <summary>What logs show; a secret is masked here, at the source.</summary>
    public string Display { get; }

    public static FtpCommand Plain(string verb) => Build(verb, null, verb);

    public static FtpCommand With(string verb, string argument) =>
        Build(verb, FtpText.Encode(argument), verb + " " + Printable.Escape(argument));

    public static FtpCommand With(string verb, FtpName argument) => Build(verb, argument.Bytes, verb + " " + argument);

    /// <summary>A command whose argument no log may show (PASS). Takes over <paramref name="argument"/> and wipes it.</summary>
    public static FtpCommand Secret(string verb, byte[] argument)
    {
        try
        {
            return Build(verb, argument, verb + " ****");
        }
        finally
        {
            Array.Clear(argument, 0, argument.Length);
        }
    }

    public void Wipe() => Array.Clear(Wire, 0, Wire.Length);

    private static FtpCommand Build(string verb, byte[]? argument, string display)
    {
        int length = verb.Length + (argument is null ? 0 : 1 + argument.Length) + 2;
        var wire = new byte[length];
        int at = 0;
        foreach (char c in verb)
        {
            wire[at++] = (byte)c;
        }

        if (argument is not null)
        {
            wire[at++] = (byte)' ';
            foreach (byte b in argument)
            {
                // A line end inside an argument would be a second command of the sender's choosing; NUL cuts names on some servers.
                if (b is CarriageReturn or LineFeed or 0)
                {
                    throw new FtpsException(
                        FtpsFailure.CommandInvalid, $"The argument of {verb} holds a line end or a NUL character; nothing was sent.")
                    {
                        SessionUsable = true,
                    };
                }

                wire[at++] = b;
            }
        }

        wire[at++] = CarriageReturn;
        wire[at] = LineFeed;
        return new FtpCommand(verb, wire, display);
    }
}
