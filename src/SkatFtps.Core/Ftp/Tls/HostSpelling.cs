using System;
using System.Collections.Generic;

namespace SkatFtps.Ftp.Tls;

/// <summary>
/// A connection's own way to write the host's name in upper and lower case, for TLS alone. The runtime keeps one TLS session for a
/// spelling; were two live connections to share it, the data connections of one would resume the session of the other, and a server
/// that insists on reuse would refuse them. Names compare without case (RFC 4343; RFC 6066, 3), so certificates match all the same.
/// </summary>
internal sealed class HostSpelling : IDisposable
{
    // More letters than this make no difference to anybody.
    private const int MostLetters = 20;

    private static readonly Dictionary<string, SortedSet<int>> Rented = new(StringComparer.OrdinalIgnoreCase);

    private readonly string _host;
    private int _number;

    private HostSpelling(string host, int number)
    {
        _host = host;
        _number = number;
        Name = Spell(host, number);
    }

    public string Name { get; }

    public static HostSpelling Rent(FtpsOptions options) => Rent(options.TlsHostName ?? options.Host);

    /// <summary>
    /// The first spelling that no live connection of this process has; the first of all is the name as given. A name without enough
    /// letters, such as an address, is given as it is.
    /// </summary>
    public static HostSpelling Rent(string host)
    {
        lock (Rented)
        {
            if (!Rented.TryGetValue(host, out SortedSet<int>? taken))
            {
                Rented[host] = taken = new SortedSet<int>();
            }

            int number = 0;
            foreach (int one in taken)
            {
                if (one != number)
                {
                    break;
                }

                number++;
            }

            if (number >= SpellingsOf(host))
            {
                return new HostSpelling(host, -1);
            }

            taken.Add(number);
            return new HostSpelling(host, number);
        }
    }

    /// <summary>Gives the spelling back; the connection must be closed by then.</summary>
    public void Dispose()
    {
        lock (Rented)
        {
            if (_number >= 0 && Rented.TryGetValue(_host, out SortedSet<int>? taken) && taken.Remove(_number) && taken.Count == 0)
            {
                Rented.Remove(_host);
            }

            _number = -1;
        }
    }

    public override string ToString() => Name;

    // One bit of the number for each letter: set, the letter changes its case.
    private static string Spell(string host, int number)
    {
        char[] name = host.ToCharArray();
        for (int at = 0; at < name.Length && number > 0; at++)
        {
            if (IsLetter(name[at]))
            {
                name[at] = (number & 1) == 0 ? name[at] : (char)(name[at] ^ 0x20);
                number >>= 1;
            }
        }

        return new string(name);
    }

    private static int SpellingsOf(string host)
    {
        // The letters of an IPv6 address are digits.
        int letters = Uri.CheckHostName(host) == UriHostNameType.Dns ? Array.FindAll(host.ToCharArray(), IsLetter).Length : 0;
        return 1 << Math.Min(letters, MostLetters);
    }

    private static bool IsLetter(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z');
}
