using System;
using System.Diagnostics;
using System.IO;
using System.Text.Json;
using System.Threading.Tasks;
using Xunit;

namespace SkatFtps.Simulator.Tests.Options;

public sealed class ProgramTests
{
    [Theory]
    [InlineData("--port x", "--port takes a number from 0 to 65535, not 'x'.")]
    [InlineData("--port", "--port needs a value.")]
    [InlineData("--status-delay soon", "--status-delay takes a time such as 00:00:05, not 'soon'.")]
    [InlineData("--listing 1", "--listing takes one of unix, dos, refused, not '1'.")]
    [InlineData("--wrong", "Unknown argument --wrong. See --help.")]
    public async Task Bad_arguments_are_named_and_end_with_2(string arguments, string message)
    {
        using Process program = Run(arguments);

        Assert.Equal(message, (await program.StandardError.ReadToEndAsync()).Trim());
        await program.WaitForExitAsync();
        Assert.Equal(2, program.ExitCode);
    }

    [Fact]
    public async Task Help_is_printed_and_ends_with_0()
    {
        using Process program = Run("--help");

        Assert.Contains("--status-delay TIME", await program.StandardOutput.ReadToEndAsync());
        await program.WaitForExitAsync();
        Assert.Equal(0, program.ExitCode);
    }

    [Fact]
    public async Task One_line_of_json_tells_all_that_a_client_needs()
    {
        string directory = Directory.CreateTempSubdirectory("skatftps-test-").FullName;
        using Process program = Run($"--directory {directory} --services Udlaan,CRS --user-count 2 --names latin1");
        try
        {
            JsonElement info = JsonSerializer.Deserialize<JsonElement>((await program.StandardOutput.ReadLineAsync())!);

            Assert.Equal("localhost", info.GetProperty("host").GetString());
            Assert.InRange(info.GetProperty("port").GetInt32(), 1, 65535);
            Assert.Equal(2, info.GetProperty("users").GetArrayLength());
            Assert.Equal(2, info.GetProperty("services").GetArrayLength());
            Assert.NotEmpty(info.GetProperty("password").GetString()!);
            foreach (string file in new[] { "certificatePath", "trustedRootPath", "clientCertificatePem", "clientKeyPem", "clientChainPem" })
            {
                Assert.True(File.Exists(info.GetProperty(file).GetString()), file);
            }

            Assert.Equal(directory, info.GetProperty("directory").GetString());
        }
        finally
        {
            program.Kill();
            await program.WaitForExitAsync();
            Directory.Delete(directory, recursive: true);
        }
    }

    private static Process Run(string arguments) => Process.Start(new ProcessStartInfo(
        "dotnet", $"\"{Path.Combine(AppContext.BaseDirectory, "SkatFtps.Simulator.dll")}\" {arguments}")
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;
}
