using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using Assembly = System.Reflection.Assembly;

namespace SkatFtps.Architecture.Tests;

/// <summary>
/// Core and Loader as they were compiled, each type with its room: the folder in which its source lies. A namespace would not tell,
/// because the types that cmdlets write are in <c>SkatFtps</c> wherever their file lies.
/// </summary>
internal static partial class House
{
    private const string Core = "SkatFtps.Core";
    private const string Loader = "SkatFtps.Loader";

    private static readonly Lazy<IReadOnlyDictionary<string, string>> Rooms = new(ReadRooms);

    private static readonly Lazy<IReadOnlyList<IType>> All = new(() =>
        [.. new ArchLoader().LoadAssemblies(Assembly.Load(Core), Assembly.Load(Loader)).Build().Types.Where(type => Outermost(type).StartsWith("SkatFtps.", StringComparison.Ordinal))]);

    public static string Root { get; } = FindRoot();

    public static IReadOnlyList<IType> Types => All.Value;

    /// <summary>Core's first level of folders; null for what is not ours.</summary>
    public static string? RoomOf(IType type) => Rooms.Value.GetValueOrDefault(Outermost(type));

    /// <summary>The name that stands in the source: without nesting and without the number of type parameters.</summary>
    public static string Outermost(IType type) => Arity().Replace(type.FullName.Split('+', '/')[0], string.Empty);

    /// <summary>
    /// What a type refers to, in its members and in their bodies, outside its own room. Constants are no references: they are copied.
    /// </summary>
    public static IEnumerable<IType> KnownTo(IType type) =>
        type.Dependencies.Select(dependency => dependency.Target).Where(target => RoomOf(target) is { } room && room != RoomOf(type));

    public static IEnumerable<string> Sources(string project, string pattern = "*.cs") =>
        Directory.EnumerateFiles(
            Path.Combine(Root, "src", project), pattern, SearchOption.AllDirectories).Where(path => !BuildOutput().IsMatch(path));

    /// <summary>The outermost types of one source file.</summary>
    public static IEnumerable<string> DeclaredIn(string path) =>
        Declaration().Matches(File.ReadAllText(path)).Select(match => match.Groups[1].Value);

    private static Dictionary<string, string> ReadRooms()
    {
        var rooms = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string path in Sources(Core).Concat(Sources(Loader)))
        {
            string[] folders = Path.GetRelativePath(Path.Combine(Root, "src"), path).Split(Path.DirectorySeparatorChar);
            string room = folders[0] == Loader ? "Loader" : folders.Length > 2 ? folders[1] : "no room";
            string space = Namespace().Match(File.ReadAllText(path)).Groups[1].Value;
            foreach (string name in DeclaredIn(path))
            {
                rooms[space + "." + name] = room;
            }
        }

        return rooms;
    }

    private static string FindRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "SkatFtps.psd1")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new InvalidOperationException("The tests do not lie within the tree.");
    }

    [GeneratedRegex(@"`\d+$")]
    private static partial Regex Arity();

    [GeneratedRegex(@"[\\/](bin|obj)[\\/]")]
    private static partial Regex BuildOutput();

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    // At the line's beginning, where a namespace of the whole file leaves the outermost types.
    [GeneratedRegex(
        @"^(?:public |internal |static |sealed |abstract |readonly |partial |unsafe |ref )*(?:class|struct|interface|enum|record(?: class| struct)?|delegate [\w<>?.\[\]]+) (\w+)",
        RegexOptions.Multiline)]
    private static partial Regex Declaration();
}
