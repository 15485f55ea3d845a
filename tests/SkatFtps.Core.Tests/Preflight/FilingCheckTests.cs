using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Preflight;
using Xunit;

namespace SkatFtps.Core.Tests.Preflight;

public sealed class FilingCheckTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("skatftps-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task An_empty_classic_file_would_have_no_first_record()
    {
        PreflightReport report = await CheckAsync("AKFA", "empty.txt", []);

        Assert.Equal("FIRST_RECORD_INCORRECT", report.StatusCode);
        Assert.Equal("FileEmpty", report.ToException()!.ErrorId);
    }

    [Fact]
    public async Task A_missing_file_is_no_finding()
    {
        var e = await Assert.ThrowsAsync<GatewayException>(() =>
            FilingCheck.RunAsync(
                "AKFA", new FileInfo(Path.Combine(_folder.FullName, "none")), "none", false, null, CancellationToken.None));

        Assert.Equal("FileNotFound", e.ErrorId);
    }

    [Theory]
    [InlineData("line\nend.xml")]
    [InlineData("../up.xml")]
    [InlineData("-rf.xml")]
    [InlineData("")]
    public async Task A_name_that_no_server_takes_keeps_its_own_error_id(string name)
    {
        PreflightReport report = await CheckAsync("MFFordringIndberet", "good.xml", "<a/>"u8.ToArray(), name);

        Assert.Equal("FileNameInvalid", report.ToException()!.ErrorId);
        Assert.DoesNotContain('\n', report.Findings[0].Message);
    }

    [Fact]
    public async Task A_name_too_long_for_the_name_in_out_warns()
    {
        PreflightReport report = await CheckAsync(
            "Manifest.EksternAnkomstOgAfgangsindberetningOpret", "good.xml", "<a/>"u8.ToArray(), new string('a', 200));

        Assert.Equal(["NameTooLong"], report.Findings.Select(finding => finding.Rule));
        Assert.Null(report.ToException());
    }

    [Theory]
    [InlineData("Udlaan", "12345678_2024_a.zip", "ValidationPrefixMissing")]
    [InlineData("Udlaan", "VAL_12345678_2024_a.zip", "ValidationPrefixMissing")]
    [InlineData("AKFA", "val_a.txt", "ValidationNotOffered")]
    [InlineData("FATCA", "val_a.zip", "ValidationNotOffered")]
    [InlineData("Unknown.Service", "val_a.zip", "ValidationNotOffered")]
    public void What_would_be_filed_for_good_is_refused_when_only_validation_is_wanted(string service, string name, string rule)
    {
        PreflightReport report = FilingCheck.CheckValidationName(service, name);

        Assert.Equal([rule], report.Findings.Select(finding => finding.Rule));
        Assert.Equal("PreflightFailed", report.ToException()!.ErrorId);
        Assert.True(report.ToException()!.SafeToResend);
    }

    [Fact]
    public void A_name_with_the_prefix_is_only_validated() =>
        Assert.Null(FilingCheck.CheckValidationName("udlaan", "val_12345678_2024_a.zip").ToException());

    [Theory]
    [InlineData("Udlaan", "val_12345678_2024_a.zip", "NothingIsFiled")]
    [InlineData("Udlaan", "VAL_12345678_2024_a.zip", "ValidationPrefixMisspelt")]
    [InlineData("Udlaan", "Val_12345678_2024_a.zip", "ValidationPrefixMisspelt")]
    [InlineData("AKFA", "vaL_a.txt", "ValidationPrefixMisspelt")]
    [InlineData("AKFA", "val_a.txt", null)]
    [InlineData("Udlaan", "val12345678_2024_a.zip", null)]
    public async Task A_name_that_looks_like_a_validation_is_told_apart_from_one_that_is(string service, string name, string? rule)
    {
        PreflightReport report = await CheckAsync(service, name, [1]);

        PreflightFinding? finding = report.Findings.SingleOrDefault(
            finding => finding.Rule is "NothingIsFiled" or "ValidationPrefixMisspelt");
        Assert.Equal(rule, finding?.Rule);
        Assert.True(finding is null or { Severity: FindingSeverity.Warning });
    }

    [Fact]
    public async Task Every_finding_names_its_source_and_only_errors_stop()
    {
        PreflightReport report = await CheckAsync("AKFA", "a b.txt", "0002\n99\n"u8.ToArray());

        Assert.All(report.Findings, finding => Assert.NotEmpty(finding.Source));
        Assert.Equal(
            ["NameNotPortable", "FirstRecord", "RecordLengthUnusual", "RecordLength", "LastRecord"],
            report.Findings.Select(finding => finding.Rule));
        Assert.Equal("FIRST_RECORD_INCORRECT", report.StatusCode);
        Assert.Contains("2 more such findings", report.ToException()!.Message);
    }

    [Fact]
    public async Task A_stopped_check_stops()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => CheckAsync("AKFA", "a.txt", "0001\n9998\n"u8.ToArray(), stop: new CancellationToken(canceled: true)));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => CheckAsync("MFFordringIndberet", "a.xml", "<a/>"u8.ToArray(), stop: new CancellationToken(canceled: true)));
    }

    private Task<PreflightReport> CheckAsync(
        string service, string file, byte[] content, string? name = null, CancellationToken stop = default)
    {
        string path = Path.Combine(_folder.FullName, file);
        File.WriteAllBytes(path, content);
        return FilingCheck.RunAsync(service, new FileInfo(path), name ?? file, validateOnly: false, null, stop);
    }
}
