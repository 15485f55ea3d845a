using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;

namespace SkatFtps.Proof.Plants;

/// <summary>Runs a programme against a copy of the product, outside the checkout, in which a fault was planted.</summary>
internal static class PlantedCopy
{
    private static readonly string[] Copied = ["src", "tests/SkatFtps.Proof"];
    private static readonly string[] Left = ["bin", "obj", "TestResults"];

    /// <summary>Builds the copy, runs the programme there, and passes on what it writes.</summary>
    /// <param name="plant">The fault.</param>
    /// <param name="arguments">What the programme is called with, and its name.</param>
    /// <returns>Its exit code.</returns>
    /// <exception cref="ProofUsageException">The text to change is not where it was.</exception>
    public static async Task<int> RunAsync(Plant plant, IEnumerable<string> arguments)
    {
        string root = FindRoot();
        DirectoryInfo copy = Directory.CreateTempSubdirectory("skatftps-planted-");
        try
        {
            foreach (FileInfo file in new DirectoryInfo(root).GetFiles().Concat(new DirectoryInfo(Path.Combine(root, "tests")).GetFiles()))
            {
                Copy(root, file.FullName, copy.FullName);
            }

            foreach (string file in Copied.SelectMany(folder => FilesOf(new DirectoryInfo(Path.Combine(root, folder)))))
            {
                Copy(root, file, copy.FullName);
            }

            foreach ((string file, string text, string instead) in plant.Changes)
            {
                await ChangeAsync(Path.Combine(copy.FullName, file), text, instead);
            }

            using Process run = Process.Start(
                new ProcessStartInfo(
                    "dotnet", ["run", "--project", "tests/SkatFtps.Proof", "--", .. arguments]) { WorkingDirectory = copy.FullName })!;
            await run.WaitForExitAsync();
            return run.ExitCode;
        }
        finally
        {
            copy.Delete(recursive: true);
        }
    }

    private static async Task ChangeAsync(string path, string text, string instead)
    {
        string before = (await File.ReadAllTextAsync(path)).ReplaceLineEndings("\n");
        string[] parts = before.Split(text);
        if (parts.Length != 2)
        {
            throw new ProofUsageException($"The text to plant a fault in stands {parts.Length - 1} times in {Path.GetFileName(path)}:"
                + $" '{text}'.");
        }

        await File.WriteAllTextAsync(path, string.Join(instead, parts));
    }

    private static IEnumerable<string> FilesOf(DirectoryInfo folder) =>
        folder.GetFiles().Select(file => file.FullName)
            .Concat(folder.GetDirectories().Where(inner => !Left.Contains(inner.Name)).SelectMany(FilesOf));

    private static void Copy(string root, string file, string copy)
    {
        string target = Path.Combine(copy, Path.GetRelativePath(root, file));
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.Copy(file, target);
    }

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "SkatFtps.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new ProofUsageException("A fault can only be planted from a checkout.");
    }
}
