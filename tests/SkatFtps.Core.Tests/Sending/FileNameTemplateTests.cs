using System;
using System.IO;
using Xunit;

namespace SkatFtps.Core.Tests.Sending;

public sealed class FileNameTemplateTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 4, 5, 6, 7, TimeSpan.FromHours(1));

    [Fact]
    public void Stem_time_in_utc_and_extension_stand_where_the_template_has_them()
    {
        string stem = Unique();

        Assert.Equal(
            $"val_{stem}.tar-20260304040607.zip",
            FileNameTemplate.Parse("val_{stem}-{yyyyMMddHHmmss}{ext}").NameFor(new FileInfo(stem + ".tar.zip"), Now));
    }

    [Fact]
    public void The_number_is_another_one_each_time()
    {
        FileNameTemplate template = FileNameTemplate.Parse("{stem}-{n}{ext}");
        var file = new FileInfo(Unique() + ".xml");

        Assert.NotEqual(template.NameFor(file, Now), template.NameFor(file, Now));
    }

    [Fact]
    public void A_name_is_not_given_twice()
    {
        FileNameTemplate template = FileNameTemplate.Parse("{stem}-{yyyyMMdd}");
        var file = new FileInfo(Unique());
        template.NameFor(file, Now);

        var e = Assert.Throws<GatewayException>(() => template.NameFor(file, Now));

        Assert.Equal("NameTemplateInvalid", e.ErrorId);
        Assert.True(e.SafeToResend);
    }

    [Fact]
    public void One_letter_is_that_part_of_the_time()
    {
        string stem = Unique();

        Assert.Equal(stem + "-4", FileNameTemplate.Parse("{stem}-{d}").NameFor(new FileInfo(stem), Now));
    }

    [Theory]
    [InlineData("{stem}{ext}")]
    [InlineData("fixed.xml")]
    [InlineData("{stem}-{N}")]
    [InlineData("{stem}-{n")]
    [InlineData("{stem}}-{n}")]
    [InlineData("{}-{n}")]
    [InlineData("{ffffffff}")]
    [InlineData("")]
    public void A_template_that_cannot_work_is_refused(string template) =>
        Assert.Equal("NameTemplateInvalid", Assert.Throws<GatewayException>(() => FileNameTemplate.Parse(template)).ErrorId);

    // Names are remembered for the whole process.
    private static string Unique() => Guid.NewGuid().ToString("N");
}
