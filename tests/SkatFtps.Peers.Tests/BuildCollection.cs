using SkatFtps.Peers.Tests.Package;
using Xunit;

namespace SkatFtps.Peers.Tests;

/// <summary>
/// Tests that build something of this tree: one after another, as two builds of one project at once meet in its obj folder.
/// </summary>
[CollectionDefinition(Name)]
public sealed class BuildCollection : ICollectionFixture<MadePackage>
{
    public const string Name = "Builds";
}
