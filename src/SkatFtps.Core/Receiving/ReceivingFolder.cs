using System;
using System.IO;
using SkatFtps.Files;

namespace SkatFtps.Receiving;

/// <summary>The folder that responses are received into.</summary>
public static class ReceivingFolder
{
    /// <summary>Makes the folder where it is missing, and takes away what killed runs left half received in it.</summary>
    /// <exception cref="GatewayException">DestinationUnusable.</exception>
    public static DirectoryInfo Prepare(string path)
    {
        DirectoryInfo folder;
        try
        {
            folder = DurableFolder.Create(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new GatewayException("DestinationUnusable", $"'{path}' is no folder and cannot be made one: {e.Message}", null, e);
        }

        PartialFile.Sweep(folder);
        return folder;
    }
}
