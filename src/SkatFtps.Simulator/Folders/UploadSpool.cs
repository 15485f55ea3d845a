using System;
using System.IO;
using SkatFtps.Simulator.Control;

namespace SkatFtps.Simulator.Folders;

/// <summary>Where uploads are kept on disk, if the options ask for it.</summary>
internal static class UploadSpool
{
    /// <summary>A new file under <c>received/</c>, or null. Its name is random: the client's may not suit this file system.</summary>
    internal static FileStream? Open(ControlSession session)
    {
        if (!session.Options.SpoolUploads)
        {
            return null;
        }

        string directory = Directory.CreateDirectory(Path.Combine(session.Gateway.Directory, "received")).FullName;
        return new FileStream(Path.Combine(directory, Guid.NewGuid().ToString("N") + ".bin"), FileMode.CreateNew);
    }
}
