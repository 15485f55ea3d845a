using System;
using SkatFtps.Ftp;
using SkatFtps.Text;

namespace SkatFtps.Receiving;

/// <summary>
/// How much of one file is taken before it is given up, so that a server that never ends fills no disk: what was listed and a little more,
/// the user's own bound, and the room that the target's volume has.
/// </summary>
/// <param name="name">The file's, for messages.</param>
/// <param name="listed">Bytes; null where the listing had none.</param>
/// <param name="maximum">Bytes; <c>-MaximumResponseBytes</c>.</param>
/// <param name="folder">Where it goes.</param>
/// <param name="freeSpace">Asks how much room there is; bytes, or null where that is not known.</param>
internal sealed class DownloadBounds(string name, long? listed, long maximum, string folder, Func<long?> freeSpace)
{
    // What is being written grows, and a store that converts line ends lists up to half of what it sends.
    private const long ALittle = 16L * 1024 * 1024;

    // Bytes between two questions of how much room is left.
    private const long Step = 16L * 1024 * 1024;

    // Of the volume, for others who write there: the ledger may be one of them.
    private const long Reserve = 32L * 1024 * 1024;

    private readonly string _name = Printable.Escape(name);
    private readonly long? _listed = listed;
    private readonly long _maximum = maximum;
    private readonly string _folder = folder;
    private readonly Func<long?> _freeSpace = freeSpace;
    private long _asked;

    // Nothing is told by a size of zero: the file may just have been made, and some servers list it for every file.
    private long MostAsListed => _listed is > 0 and < (long.MaxValue - ALittle) / 2 ? (_listed.Value * 2) + ALittle : long.MaxValue;

    /// <summary>Before anything is asked of the gateway.</summary>
    /// <exception cref="GatewayException">ResponseTooLarge, DestinationFull.</exception>
    public void EnsureMayBegin()
    {
        if (_listed > _maximum)
        {
            throw new GatewayException(
                "ResponseTooLarge",
                $"'{_name}' is listed with {_listed} bytes, and at most {_maximum} are received; it was not"
                    + " fetched.") { SessionUsable = true };
        }

        // A small file takes what there is; a large one leaves something.
        long needed = _listed is { } size ? (size > Step ? size + Reserve : size) : 0;
        if (needed > 0 && _freeSpace() is { } free && free < needed)
        {
            throw Full($"'{_name}' has {_listed} bytes, and the volume of '{_folder}' has room for {free}; it was not fetched.");
        }
    }

    /// <summary>Called with the bytes so far.</summary>
    /// <exception cref="FtpsException">ResponseTooLarge, ResponseLongerThanListed.</exception>
    /// <exception cref="GatewayException">DestinationFull.</exception>
    public void Check(long bytes)
    {
        if (bytes > _maximum)
        {
            throw new FtpsException(FtpsFailure.ResponseTooLarge, $"'{_name}' is longer than the {_maximum} bytes that are received at"
                + " most; it was given up, and nothing of it is kept.");
        }

        if (bytes > MostAsListed)
        {
            throw new FtpsException(
                FtpsFailure.ResponseLongerThanListed, $"'{_name}' was listed with {_listed} bytes, and more than {MostAsListed} have"
                    + " come; it was given up, and nothing of it is kept.");
        }

        if (bytes - _asked >= Step)
        {
            _asked = bytes;
            if (_freeSpace() is { } free && free < Reserve)
            {
                throw Full($"The volume of '{_folder}' has room for {free} bytes only after {bytes} of '{_name}'; it was given up, and"
                    + " nothing of it is kept.");
            }
        }
    }

    private static GatewayException Full(string fact) => new("DestinationFull", fact + " It is still in /out.") { SessionUsable = true };
}
