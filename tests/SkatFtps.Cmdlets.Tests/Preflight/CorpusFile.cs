using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using SkatFtps.Cmdlets.Tests.Support;

namespace SkatFtps.Cmdlets.Tests.Preflight;

/// <summary>One line of <c>corpus.tsv</c>: a sample, what the gateway makes of it, and the rules that preflight finds broken.</summary>
/// <param name="Service">The folder.</param>
/// <param name="Name">The file in it.</param>
/// <param name="Outcome"><c>accepted</c>; a code of the guide; <c>backend</c>: status 0 with a code of the backend's own;
/// <c>error-list</c>.</param>
/// <param name="Rules">In the order of the findings; <c>-</c> for none, <c>?</c> where it does not matter which.</param>
internal sealed record CorpusFile(string Service, string Name, string Outcome, string Rules)
{
    public const string Accepted = "accepted";
    public const string OfBackend = "backend";
    public const string InErrorList = "error-list";

    private static readonly string Folder = Repository.InRoot("tests/SkatFtps.Cmdlets.Tests/Preflight/Samples");

    public FileInfo File => new(Path.Combine(Folder, Service, Name));

    public static IReadOnlyList<CorpusFile> All { get; } = System.IO.File.ReadLines(Path.Combine(Folder, "corpus.tsv"))
        .Skip(1)
        .Select(line => line.Split('\t'))
        .Select(cells => new CorpusFile(cells[0], cells[1], cells[2], cells[3]))
        .ToArray();

    /// <summary>What lies in the folders, whether the table names it or not.</summary>
    public static IReadOnlyList<string> OnDisk { get; } = Directory.EnumerateDirectories(Folder)
        .SelectMany(Directory.EnumerateFiles)
        .Select(path => Path.GetRelativePath(Folder, path).Replace('\\', '/'))
        .Order(StringComparer.Ordinal)
        .ToArray();
}
