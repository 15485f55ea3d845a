using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Gateway;
using SkatFtps.Preflight;
using Xunit;

namespace SkatFtps.Core.Tests.Preflight;

public sealed class ClassicRulesTests
{
    public static TheoryData<int> Steps => [1, 2, 3, 7, 8, 9, 40, 64, 1000];

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task Where_reads_end_does_not_matter(int step)
    {
        string text = "0001æøåÆØÅ 3456\r\n2260 234567890\r\n2260 23456789\r\n2260 234567890\n9998 2345678901\r\n";

        IReadOnlyList<PreflightFinding> findings = await CheckAsync("GI", Encoding.Latin1.GetBytes(text), step);

        Assert.Equal([("RecordLength", 2L), ("RecordLength", 3L), ("RecordLength", 4L)], findings.Select(one => (one.Rule, one.Line ?? 0)));
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task Utf8_is_recognised_wherever_a_letter_is_cut(int step)
    {
        byte[] text = Encoding.UTF8.GetBytes("0001 æøå€😀 xyz\n9998 æøå€😀 xyz\n");

        Assert.Equal(["EncodingUtf8"], (await CheckAsync("GI", text, step)).Select(one => one.Rule));
    }

    [Theory]
    [InlineData("0001 \xE6 \n9998 \xE6 \n")]
    [InlineData("0001 \xC3\xA6\xE6\n9998    \n")]
    [InlineData("0001 \xC3\xC3\xA6\n9998    \n")]
    [InlineData("0001 \xA6\xC3\xA6\n9998    \n")]
    [InlineData("0001   \xC3\n9998   \xC3\n")]
    [InlineData("0001 \xFE\xBF\xBF\n9998    \n")]
    public async Task Single_bytes_are_not_taken_for_utf8(string latin1) =>
        Assert.Empty(await CheckAsync("GI", Encoding.Latin1.GetBytes(latin1), 4096));

    [Fact]
    public async Task Of_many_alike_the_first_ten_are_told_and_the_rest_counted()
    {
        string text = "0001 first\n" + string.Concat(Enumerable.Repeat("2260\n", 500)) + "9998 final\n";

        IReadOnlyList<PreflightFinding> findings = await CheckAsync("GI", Encoding.Latin1.GetBytes(text), 4096);

        Assert.Equal(11, findings.Count);
        Assert.Equal(11, findings[9].Line);
        Assert.Contains("490 more", findings[10].Message);
        Assert.All(findings, finding => Assert.Equal("RECORD_LENGTH_INCORRECT", finding.StatusCode));
    }

    [Fact]
    public async Task An_end_record_too_short_for_its_count_warns()
    {
        PreflightFinding finding = Assert.Single(
            await CheckAsync("AKFA", "0001 12\n9998 12\n"u8.ToArray(), 4096), one => one.Rule == "RecordCount");

        Assert.Equal(FindingSeverity.Warning, finding.Severity);
    }

    [Fact]
    public async Task Control_characters_in_a_record_are_shown_escaped()
    {
        IReadOnlyList<PreflightFinding> findings = await CheckAsync("GI", "\x1B[2Jabc\n9998abc\n"u8.ToArray(), 4096);

        Assert.Contains(findings, finding => finding.Rule == "FirstRecord" && finding.Message.Contains(@"\x1B[2J"));
        Assert.DoesNotContain(findings, finding => finding.Message.Contains('\x1B'));
    }

    private static async Task<IReadOnlyList<PreflightFinding>> CheckAsync(string service, byte[] content, int step)
    {
        GatewayService known = ServiceCatalogue.Find(service);
        var findings = new FindingList(known, "file.txt");
        using var file = new Drip(content, step);
        await ClassicRules.CheckAsync(known, file, findings, CancellationToken.None);
        return findings.ToList();
    }
}
