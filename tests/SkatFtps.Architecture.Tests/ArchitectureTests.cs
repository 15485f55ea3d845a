using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using ArchUnitNET.Domain;
using Xunit;

namespace SkatFtps.Architecture.Tests;

/// <summary>
/// Which room of the house may know which. What still breaks a rule is named in <see cref="StillBroken"/>: nothing is added there, and
/// what was mended must go from it.
/// </summary>
public sealed partial class ArchitectureTests
{
    public static TheoryData<string, string> Arrows => new()
    {
        { "Text", "" },
        { "Files", "Text" },
        { "Errors", "Text" },
        { "Ftp", "Files Text" },
        { "Status", "Errors Text" },
        { "Gateway", "Errors Text" },
        { "Certificates", "Gateway Errors Files Text" },
        { "Ledger", "Errors Files Text" },
        { "Preflight", "Gateway Errors Files Text" },
    };

    [Theory]
    [MemberData(nameof(Arrows))]
    public void A_room_knows_only(string room, string known)
    {
        string[] allowed = known.Split(' ');
        Assert.Contains(House.Types, type => House.RoomOf(type) == room);

        Check($"{room} knows only", from => House.RoomOf(from) == room, to => !allowed.Contains(House.RoomOf(to)));
    }

    [Theory]
    [InlineData("Sending")]
    [InlineData("Out")]
    [InlineData("Waiting")]
    [InlineData("Receiving")]
    public void The_rooms_behind_the_session_do_not_know_its_public_face(string room)
    {
        Assert.Contains(House.Types, type => House.RoomOf(type) == room);
        Assert.Contains(House.Types, IsPublicFace);

        Check($"{room} does not know GatewaySession", from => House.RoomOf(from) == room, IsPublicFace);
    }

    // The rooms that are not built yet are guarded from their first file on.
    [Theory]
    [InlineData("Diagnosis")]
    [InlineData("Jobs")]
    [InlineData("Alerts")]
    [InlineData("Evidence")]
    [InlineData("Reports")]
    public void Only_cmdlets_know(string room) =>
        Check($"only cmdlets know {room}", from => House.RoomOf(from) != room, to => House.RoomOf(to) == room);

    [Fact]
    public void The_source_of_every_type_is_found()
    {
        Assert.Equal([], House.Types.Where(type => House.RoomOf(type) is null).Select(House.Outermost).Distinct());
    }

    [Theory]
    [InlineData("SkatFtps.Core", 3)]
    [InlineData("SkatFtps.Cmdlets", 5)]
    public void Hardly_a_file_lies_outside_the_rooms(string project, int most)
    {
        string folder = Path.Combine(House.Root, "src", project);

        Assert.InRange(House.Sources(project).Count(path => Path.GetDirectoryName(path) == folder), 0, most);
    }

    [Fact]
    public void The_document_names_no_type_and_no_folder_that_is_not_there()
    {
        string[] named = [
            .. PageNames().Matches(
                File.ReadAllText(Path.Combine(House.Root, "docs", "architecture.md"))).Select(match => match.Groups[1].Value).Distinct()];
        string[] projects = ["SkatFtps.Core", "SkatFtps.Cmdlets", "SkatFtps.Loader", "SkatFtps.Simulator", "SkatFtps.FluentFtp"];
        HashSet<string> there =
        [
            .. projects.SelectMany(project => House.Sources(project)).SelectMany(House.DeclaredIn),
            .. projects.SelectMany(project => House.Sources(project)).SelectMany(path => path.Split(Path.DirectorySeparatorChar)),
            .. House.Sources("../tests/SkatFtps.Architecture.Tests").SelectMany(House.DeclaredIn),

            // The module, words of PowerShell, and members.
            "SkatFtps", "OutputType", "ConfigureAwait", "SafeToResend",
        ];

        Assert.Contains("FtpTransfer", named);
        Assert.Equal([], named.Where(name => !there.Contains(name)));
    }

    private static bool IsPublicFace(IType type) => House.Outermost(type) == "SkatFtps.GatewaySession";

    private static void Check(string rule, Func<IType, bool> from, Func<IType, bool> forbidden)
    {
        // "SkatFtps.OutFile -> Ledger", each once.
        string[] broken =
        [
            .. House.Types.Where(from)
                .SelectMany(type => House.KnownTo(type).Where(forbidden).Select(to => $"{House.Outermost(type)} -> {House.Outermost(to)}"))
                .Distinct().Order(StringComparer.Ordinal),
        ];
        IReadOnlyList<string> listed = StillBroken.By(rule);

        Assert.True(!broken.Except(listed).Any(), $"{rule}, and this breaks it:\n{string.Join('\n', broken.Except(listed))}");
        Assert.True(!listed.Except(broken).Any(), $"{rule}, and this is mended; take it off the"
            + $" list:\n{string.Join('\n', listed.Except(broken))}");
    }

    // One word in code letters, with a capital in front.
    [GeneratedRegex(@"`([A-Z]\w+)`")]
    private static partial Regex PageNames();
}
