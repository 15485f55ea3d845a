using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace SkatFtps.Ftp;

/// <summary>
/// One explicit-TLS FTP session (RFC 4217), one operation at a time. Every failure of the dialogue is an
/// <see cref="FtpsException"/>; cancelling throws <see cref="OperationCanceledException"/> within a second and leaves the connection
/// closed, except that a cancelled upload whose STOR was written ends in <see cref="FtpsFailure.StoreInDoubt"/>.
/// </summary>
/// <remarks>No engine behind this interface may resume, append, rename, look after an upload or repeat a STOR.</remarks>
public interface IFtpsConnection : IDisposable
{
    /// <summary>Where the dialogue is reported; set it before an operation.</summary>
    IProtocolLog? Log { get; set; }

    /// <summary>What is known of the open connection; null before <see cref="OpenAsync"/>.</summary>
    FtpsConnectionInfo? Info { get; }

    /// <summary>
    /// Logged in, nothing says that the connection is gone, and its TLS session is still one to resume. Costs no round trip.
    /// </summary>
    bool IsOpen { get; }

    /// <summary>
    /// What the server said that no command had asked for, and, where the dialogue proved out of step, the refusals since the last upload
    /// that was confirmed, of which one may have been a late last word on it. Empty while the dialogue is in step; until
    /// <see cref="OpenAsync"/>.
    /// </summary>
    IReadOnlyList<FtpReply> Unasked { get; }

    /// <summary>Connects, protects and logs in: AUTH TLS, USER, PASS, PBSZ 0, PROT P.</summary>
    Task OpenAsync(CancellationToken stop);

    /// <summary>Asks whether the session still lives (NOOP); false closes it.</summary>
    Task<bool> IsAliveAsync(CancellationToken stop);

    /// <summary>Lists a folder over a data connection; entries are handed over as they arrive.</summary>
    /// <param name="folder">A folder of the login directory as it was listed, or null for the login directory itself.</param>
    /// <param name="entry">Called for each entry, on the thread that reads.</param>
    /// <param name="stop">Cancels.</param>
    Task ListAsync(FtpName? folder, Action<DirectoryEntry> entry, CancellationToken stop);

    /// <summary>
    /// Stores one file, once. STOR is not written before a data connection has succeeded on this connection and the TCP of the one for
    /// this file is up, nor while anything lies unread on the control connection. <see cref="FtpsException.MayHaveArrived"/> tells the two
    /// kinds of failure apart: a 4yz or 5yz in place of 150 is a refusal only where the dialogue was then proved to be in step, that is,
    /// PWD is asked, its 257 is the very next reply, and the server sent no byte on the data connection. Anything else is doubt.
    /// </summary>
    /// <param name="upload">The file.</param>
    /// <param name="stop">Cancels.</param>
    /// <returns>Confirmed by 226 after our own end was written, and whether the server's end was read.</returns>
    Task<FtpUploadResult> StoreAsync(FtpUpload upload, CancellationToken stop);

    /// <summary>Reads one file whole into a stream; what was written to the stream before a failure is worthless.</summary>
    /// <param name="folder">As in <see cref="ListAsync"/>.</param>
    /// <param name="name">The name as it was listed.</param>
    /// <param name="listedSize">Bytes as listed, or null when the listing had none.</param>
    /// <param name="destination">Written from the start; not closed.</param>
    /// <param name="progress">Called with the bytes so far, or null.</param>
    /// <param name="stop">Cancels.</param>
    /// <returns>
    /// The number of bytes read. Where it is not <paramref name="listedSize"/>, the server has ended the file in order all the same: it may
    /// have been written still when it was listed.
    /// </returns>
    Task<long> RetrieveAsync(
        FtpName? folder, FtpName name, long? listedSize, Stream destination, Action<long>? progress, CancellationToken stop);

    /// <summary>Asks when one file was last changed (MDTM), to the second and in UTC (RFC 3659, 3).</summary>
    /// <param name="folder">As in <see cref="ListAsync"/>.</param>
    /// <param name="name">The name as it was listed.</param>
    /// <param name="stop">Cancels.</param>
    /// <returns>Null where the server does not offer it, or does not say.</returns>
    Task<DateTime?> AskModifiedAsync(FtpName? folder, FtpName name, CancellationToken stop);

    /// <summary>Deletes one file (DELE).</summary>
    Task DeleteAsync(FtpName? folder, FtpName name, CancellationToken stop);

    /// <summary>Says QUIT where the connection is open, and closes. Never fails.</summary>
    Task CloseAsync(CancellationToken stop);
}
