using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Xml.Linq;
using Xunit;

namespace SkatFtps.Architecture.Tests;

/// <summary>What the assemblies may refer to, and where the types lie that users meet.</summary>
public sealed class AssemblyTests
{
    private static readonly string Framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;

    [Theory]
    [InlineData("SkatFtps.Core")]
    [InlineData("SkatFtps.Simulator")]
    public void It_refers_to_the_framework_alone(string assembly)
    {
        Assert.Equal([], ReferencesOf(assembly).Where(name => !File.Exists(Path.Combine(Framework, name + ".dll"))));
    }

    // The same for .NET Framework, of which no build lies here.
    [Theory]
    [InlineData("SkatFtps.Core")]
    [InlineData("SkatFtps.Simulator")]
    public void Its_project_asks_for_nothing(string project)
    {
        XDocument file = XDocument.Load(Path.Combine(House.Root, "src", project, project + ".csproj"));

        Assert.Equal(
            [],
            file.Descendants().Where(
                one => one.Name.LocalName is "PackageReference" or "ProjectReference" or "Reference").Select(one => one.ToString()));
    }

    [Fact]
    public void The_cmdlets_know_no_driver_and_no_engine()
    {
        string[] known = ["SkatFtps.Core", "SkatFtps.Loader", "SkatFtps.Simulator", "System.Management.Automation"];

        Assert.Equal(
            [], ReferencesOf("SkatFtps.Cmdlets").Where(name => !File.Exists(Path.Combine(Framework, name + ".dll"))).Except(known));
    }

    [Fact]
    public void What_a_cmdlet_says_it_writes_lies_in_the_namespace_of_the_module()
    {
        Type[] written =
        [
            .. Assembly.Load("SkatFtps.Cmdlets").GetTypes()
                .SelectMany(type => type.GetCustomAttributesData())
                .Where(attribute => attribute.AttributeType.Name == "OutputTypeAttribute")
                .SelectMany(attribute => attribute.ConstructorArguments)
                .SelectMany(argument => argument.Value is IEnumerable<CustomAttributeTypedArgument> several ? several : [argument])
                .Select(argument => argument.Value).OfType<Type>(),
        ];

        Assert.Contains(written, type => type.Name == "Submission");
        Assert.Equal(
            [],
            written.Where(
                type => type.Assembly.GetName().Name!.StartsWith(
                    "SkatFtps", StringComparison.Ordinal) && type.Namespace != "SkatFtps").Select(type => type.FullName));
    }

    private static IEnumerable<string> ReferencesOf(string assembly) =>
        Assembly.Load(assembly).GetReferencedAssemblies().Select(name => name.Name!);
}
