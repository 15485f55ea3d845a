using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Files;
using SkatFtps.Status;

namespace SkatFtps.Out;

/// <summary>Reads status files that lie on disk already.</summary>
public static class StatusFiles
{
    /// <exception cref="StatusFileException">It is no readable status file.</exception>
    /// <exception cref="GatewayException">FileNotFound, FileNotRegular, FileUnreadable.</exception>
    public static async Task<SubmissionStatus> ReadAsync(FileInfo file, CancellationToken stop)
    {
        try
        {
            using FileStream stream = RegularFile.Open(file.FullName, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (stream.Length > StatusFileReader.MaximumSize)
            {
                throw StatusFileReader.TooLarge(file.Name);
            }

            using var content = new BoundedStream(StatusFileReader.MaximumSize);
            await stream.CopyToAsync(content, 81920, stop).ConfigureAwait(false);
            return SubmissionStatus.FromFile(file.Name, content.ToArray(), Array.Empty<string>());
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new GatewayException("FileNotFound", $"There is no file '{file.FullName}'.", null, e);
        }
        catch (NotRegularFileException e)
        {
            throw new GatewayException("FileNotRegular", e.Message, null, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new GatewayException("FileUnreadable", $"'{file.FullName}' cannot be read: {e.Message}", null, e);
        }
    }
}
