using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace SkatFtps.Ftp;

/// <summary>One file to store.</summary>
public sealed class FtpUpload(FtpName folder, string fileName, Stream content)
{
    public FtpName Folder { get; } = folder;

    public string FileName { get; } = fileName;

    /// <summary>Read once from where it stands to its end; not closed.</summary>
    public Stream Content { get; } = content;

    /// <summary>TYPE A instead of I. The bytes go as they are: the content must already have CRLF line ends.</summary>
    public bool Ascii { get; set; }

    /// <summary>Awaited when everything is in place and right before STOR is written. If it throws, no STOR leaves.</summary>
    public Func<CancellationToken, Task>? Sending { get; set; }

    /// <summary>
    /// Once the file is confirmed, the server's close_notify is awaited for up to two seconds; false where none has come before.
    /// </summary>
    public bool AwaitsServerEnd { get; set; } = true;

    /// <summary>
    /// This server ends every upload's data connection with close_notify: where that does not come, the connection was cut.
    /// </summary>
    internal bool ExpectsServerEnd { get; set; }

    /// <summary>Called as the last thing before STOR is written. If it throws, no STOR leaves.</summary>
    public Action? BeforeStor { get; set; }

    /// <summary>Called with the bytes so far.</summary>
    public Action<long>? Progress { get; set; }
}
