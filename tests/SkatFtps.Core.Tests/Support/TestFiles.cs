using System;
using System.IO;

namespace SkatFtps.Core.Tests.Support;

/// <summary>Where the files beside the FTP tests are.</summary>
internal static class TestFiles
{
    public static string Sample(string name) => Path.Combine(AppContext.BaseDirectory, "Ftp", "Samples", name);

    public static string Transcript(string name) => Path.Combine(AppContext.BaseDirectory, "Ftp", "Transcripts", name);
}
