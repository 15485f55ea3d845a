using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Xml.Linq;
using SkatFtps.Cmdlets.Tests.Support;

namespace SkatFtps.Cmdlets.Tests.Views;

/// <summary>The view files as they ship.</summary>
internal static class ViewFiles
{
    /// <summary>Where the manifest finds them.</summary>
    public static IEnumerable<string> Formats => Directory.EnumerateFiles(Repository.InRoot("bin/Views"), "*.Format.ps1xml").Order();

    /// <summary>Writes copies of them that hold lists only: what Format-List shows, on an engine that lacks it.</summary>
    public static IReadOnlyList<string> ListsOnly(DirectoryInfo folder)
    {
        var copies = new List<string>();
        foreach (string path in Formats)
        {
            XDocument document = XDocument.Load(path);
            document.Descendants("View").Where(view => view.Element("ListControl") is null).ToList().ForEach(view => view.Remove());
            string copy = Path.Combine(folder.FullName, Path.GetFileName(path));
            document.Save(copy);
            copies.Add(copy);
        }

        return copies;
    }
}
