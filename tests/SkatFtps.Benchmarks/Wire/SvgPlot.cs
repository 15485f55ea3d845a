using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace SkatFtps.Benchmarks.Wire;

/// <summary>A line plot with two logarithmic axes, in colours that read on light and on dark.</summary>
internal sealed class SvgPlot(string xTitle, string yTitle, string caption)
{
    private const double Left = 70, Top = 40, Width = 520, Height = 280;

    private static readonly string[] Colours = ["#888888", "#d9822b", "#2b8fd9"];

    private readonly List<(string Name, IReadOnlyList<(double X, double Y)> Points)> _lines = [];

    public void Add(string name, IReadOnlyList<(double X, double Y)> points) => _lines.Add((name, points));

    public override string ToString()
    {
        (double X, double Y)[] all = [.. _lines.SelectMany(line => line.Points)];
        (int xFrom, int xTo) = Decades(all.Select(point => point.X));
        (int yFrom, int yTo) = Decades(all.Select(point => point.Y));
        double X(double value) => Left + ((Math.Log10(value) - xFrom) / (xTo - xFrom) * Width);
        double Y(double value) => Top + Height - ((Math.Log10(value) - yFrom) / (yTo - yFrom) * Height);

        var svg = new StringBuilder();
        Line(svg, $"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {Left + Width + 30} {Top + Height + 60 + (18 * _lines.Count)}'"
            + " font-family='sans-serif' font-size='12' fill='#888888'>");
        Line(svg, $"<text x='{Left}' y='20'>{caption}</text>");
        for (int decade = xFrom; decade <= xTo; decade++)
        {
            double x = X(Math.Pow(10, decade));
            Line(svg, $"<line x1='{x:0.0}' y1='{Top}' x2='{x:0.0}' y2='{Top + Height}' stroke='#888888' stroke-opacity='0.35'/>");
            Line(svg, $"<text x='{x:0.0}' y='{Top + Height + 16}' text-anchor='middle'>{Figures.Count((long)Math.Pow(10, decade))}</text>");
        }

        for (int decade = yFrom; decade <= yTo; decade++)
        {
            double y = Y(Math.Pow(10, decade));
            Line(svg, $"<line x1='{Left}' y1='{y:0.0}' x2='{Left + Width}' y2='{y:0.0}' stroke='#888888' stroke-opacity='0.35'/>");
            Line(svg, $"<text x='{Left - 8}' y='{y + 4:0.0}' text-anchor='end'>{Math.Pow(10, decade):0.##}</text>");
        }

        Line(svg, $"<text x='{Left + (Width / 2)}' y='{Top + Height + 36}' text-anchor='middle'>{xTitle}</text>");
        Line(svg, $"<text transform='translate(18 {Top + (Height / 2)}) rotate(-90)' text-anchor='middle'>{yTitle}</text>");
        for (int i = 0; i < _lines.Count; i++)
        {
            string colour = Colours[i % Colours.Length];
            string points = string.Join(
                ' ', _lines[i].Points.Select(point => FormattableString.Invariant($"{X(point.X):0.0},{Y(point.Y):0.0}")));
            double y = Top + Height + 56 + (18 * i);
            Line(svg, $"<polyline points='{points}' fill='none' stroke='{colour}' stroke-width='2'/>");
            foreach ((double pointX, double pointY) in _lines[i].Points)
            {
                Line(svg, $"<circle cx='{X(pointX):0.0}' cy='{Y(pointY):0.0}' r='3.5' fill='{colour}'><title>{_lines[i].Name}:"
                    + $" {pointY:0.00} at {pointX:0}</title></circle>");
            }

            Line(svg, $"<line x1='{Left}' y1='{y - 4}' x2='{Left + 24}' y2='{y - 4}' stroke='{colour}' stroke-width='2'/><text"
                + $" x='{Left + 32}' y='{y}'>{_lines[i].Name}</text>");
        }

        return svg.Append("</svg>\n").ToString();
    }

    private static (int From, int To) Decades(IEnumerable<double> values)
    {
        double[] all = [.. values];
        int from = (int)Math.Floor(Math.Log10(all.Min()));
        return (from, Math.Max(from + 1, (int)Math.Ceiling(Math.Log10(all.Max()))));
    }

    private static void Line(StringBuilder svg, FormattableString text) => svg.Append(FormattableString.Invariant(text)).Append('\n');
}
