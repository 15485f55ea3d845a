using System;
using System.IO;

namespace SkatFtps.Core.Tests.Status;

/// <summary>The files in Samples: guide-* are the guide's own examples, bad-* must be refused.</summary>
internal static class StatusSample
{
    public static byte[] Bytes(string name) =>
        File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Status", "Samples", name));
}
