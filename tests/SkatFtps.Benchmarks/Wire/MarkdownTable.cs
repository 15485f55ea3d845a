using System;
using System.Collections.Generic;
using System.Linq;

namespace SkatFtps.Benchmarks.Wire;

/// <summary>A table for docs/benchmarks.md.</summary>
internal sealed class MarkdownTable(params string[] headings)
{
    private readonly List<string[]> _rows = [];

    public void Add(params string[] cells) => _rows.Add(cells);

    public override string ToString() => string.Join(
        Environment.NewLine,
        new[] { Row(headings), Row([.. headings.Select(_ => "---")]) }.Concat(_rows.Select(Row)));

    private static string Row(string[] cells) => $"| {string.Join(" | ", cells)} |";
}
