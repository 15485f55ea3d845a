using System;

namespace SkatFtps.Ftp;

/// <summary>The port in a reply to PASV (RFC 959, 4.1.2) or EPSV (RFC 2428, 3).</summary>
/// <remarks>
/// The address in a 227 is never used: behind NAT it is wrong, and elsewhere it would let a server point us at a third party.
/// </remarks>
internal static class PassiveEndpoint
{
    /// <returns>1 to 65535.</returns>
    /// <exception cref="FtpsException"><see cref="FtpsFailure.PassiveRefused"/>: the reply holds no port.</exception>
    public static int PortOf(FtpReply reply)
    {
        int port = reply.Code == 229 ? ParseExtended(reply.Text) : ParsePassive(reply.Text);
        if (port is < 1 or > 65535)
        {
            throw new FtpsException(FtpsFailure.PassiveRefused, $"The server's reply to the request for a data port holds none: {reply}")
            {
                Reply = reply,
                SessionUsable = true,
            };
        }

        return port;
    }

    // (<d><d><d>port<d>), the delimiter being any one character from 33 to 126.
    private static int ParseExtended(string text)
    {
        int open = text.IndexOf('(');
        int close = text.IndexOf(')', open + 1);
        if (open < 0 || close < open + 6)
        {
            return -1;
        }

        string inner = text.Substring(open + 1, close - open - 1);
        char d = inner[0];
        string[] parts = inner.Split(d);
        return parts.Length == 5 && int.TryParse(parts[3], out int port) ? port : -1;
    }

    // h1,h2,h3,h4,p1,p2 somewhere in the text; some servers leave the parentheses out.
    private static int ParsePassive(string text)
    {
        var numbers = new int[6];
        for (int start = 0; start < text.Length; start++)
        {
            if (!char.IsDigit(text[start]) || (start > 0 && char.IsDigit(text[start - 1])))
            {
                continue;
            }

            if (TryReadNumbers(text, start, numbers))
            {
                return (numbers[4] * 256) + numbers[5];
            }
        }

        return -1;
    }

    private static bool TryReadNumbers(string text, int at, int[] numbers)
    {
        for (int n = 0; n < numbers.Length; n++)
        {
            int value = 0;
            int digits = 0;
            while (at < text.Length && text[at] is >= '0' and <= '9' && digits < 4)
            {
                value = (value * 10) + (text[at] - '0');
                at++;
                digits++;
            }

            if (digits == 0 || value > 255)
            {
                return false;
            }

            numbers[n] = value;
            if (n < numbers.Length - 1)
            {
                if (at >= text.Length || text[at] != ',')
                {
                    return false;
                }

                at++;
                while (at < text.Length && text[at] == ' ')
                {
                    at++;
                }
            }
        }

        return true;
    }
}
