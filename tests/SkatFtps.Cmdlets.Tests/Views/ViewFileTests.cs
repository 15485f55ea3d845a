using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using SkatFtps.Cmdlets.Tests.Support;
using SkatFtps.Cmdlets.Views;
using Xunit;

namespace SkatFtps.Cmdlets.Tests.Views;

public sealed class ViewFileTests
{
    // The console of 5.1 leaves the last column free.
    private const int Columns = 79;

    private static readonly IReadOnlyList<XElement> Views = [
        .. ViewFiles.Formats.SelectMany(path => XDocument.Load(path).Descendants("View"))];

    private static readonly Assembly[] Assemblies = [typeof(GatewaySession).Assembly, typeof(SendSkatFileCommand).Assembly];

    private static IEnumerable<Type> Written =>
        typeof(SendSkatFileCommand).Assembly.GetExportedTypes()
            .SelectMany(type => type.GetCustomAttributes<OutputTypeAttribute>())
            .SelectMany(attribute => attribute.Type)
            .Select(type => type.Type)
            .Where(type => type.Namespace!.StartsWith("SkatFtps", StringComparison.Ordinal))
            .Distinct();

    [Fact]
    public void Every_type_that_a_cmdlet_writes_has_a_table_before_its_list()
    {
        Assert.NotEmpty(Written);
        Assert.All(Written, type =>
        {
            string[] kinds = [
                .. Views.Where(view => TypeName(view) == type.FullName).Select(view => view.Elements().Last().Name.LocalName)];
            Assert.Equal(["TableControl", "ListControl"], kinds.Take(2));
        });
    }

    [Fact]
    public void Every_property_and_method_that_a_view_names_is_there()
    {
        foreach (XElement view in Views)
        {
            Type type = Type(TypeName(view));
            Assert.All(view.Descendants("PropertyName"), name => Assert.NotNull(type.GetProperty(name.Value)));
            Assert.All(view.Descendants("ScriptBlock"), script =>
            {
                Match call = Regex.Match(
                    script.Value,
                    @"^\[SkatFtps\.Cmdlets\.Views\.ViewText\]::(?:(?<method>\w+)\(\$_, \$ExecutionContext\)|Shown\(\$_\.(?<property>\w+)\))$");
                Assert.True(call.Success, script.Value);
                if (call.Groups["property"].Success) { Assert.NotNull(type.GetProperty(call.Groups["property"].Value)); }
                else { Assert.NotNull(typeof(ViewText).GetMethod(call.Groups["method"].Value, [type, typeof(EngineIntrinsics)])); }
            });
        }
    }

    [Fact]
    public void Every_text_that_a_view_shows_is_rid_of_what_would_steer_a_terminal() =>
        Assert.All(Views, view => Assert.All(
            view.Descendants("PropertyName").Where(name => name.Parent!.Name != "ItemSelectionCondition"),
            name =>
            {
                Type shown = Type(TypeName(view)).GetProperty(name.Value)!.PropertyType;
                Assert.False(
                    typeof(string) == shown || typeof(IEnumerable<string>).IsAssignableFrom(shown),
                    $"{TypeName(view)}.{name.Value} is shown as it is");
            }));

    [Fact]
    public void Every_table_leaves_room_for_its_open_columns_at_80()
    {
        foreach (XElement table in Views.Elements("TableControl"))
        {
            XElement[] columns = [.. table.Descendants("TableColumnHeader")];
            int open = columns.Count(column => column.Element("Width") is null);
            int used = columns.Sum(column => (int?)column.Element("Width") ?? 0) + columns.Length - 1;

            Assert.Equal(columns.Length, table.Descendants("TableColumnItem").Count());
            Assert.True(used + (open * 14) <= Columns, $"{TypeName(table.Parent!)}: {used} used, {open} open");
            Assert.All(columns.Where(column => column.Element("Width") is not null), column =>
                Assert.True(column.Element("Label")!.Value.Length <= (int)column.Element("Width")!, column.Element("Label")!.Value));
        }
    }

    [Fact]
    public void Every_property_that_the_types_file_names_is_there()
    {
        XElement[] types = [.. XDocument.Load(Repository.InRoot("bin/Views/SkatFtps.Types.ps1xml")).Descendants("Type")];
        Assert.Equal(Written.Select(type => type.FullName).Order(), types.Select(type => type.Element("Name")!.Value).Order());
        Assert.All(types, type =>
        {
            IEnumerable<XElement> names = type.Descendants("ReferencedProperties").Elements("Name").Concat(
                type.Descendants("ReferencedMemberName"));
            Assert.All(names, name => Assert.NotNull(Type(type.Element("Name")!.Value).GetProperty(name.Value)));
        });
    }

    private static string TypeName(XElement view) => view.Element("ViewSelectedBy")!.Element("TypeName")!.Value;

    private static Type Type(string name) =>
        Assemblies.Select(assembly => assembly.GetType(name))
            .FirstOrDefault(type => type is not null) ?? throw new InvalidOperationException($"There is no type {name}.");
}
