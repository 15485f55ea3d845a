using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Certificates;
using SkatFtps.Core.Tests.Support;
using SkatFtps.Files;
using SkatFtps.Out;
using SkatFtps.Preflight;
using SkatFtps.Receiving;
using SkatFtps.Sending;
using Xunit;

namespace SkatFtps.Core.Tests.Files;

public sealed class RegularFileTests : IDisposable
{
    // A test that hangs is one that failed.
    private const int Hangs = 20_000;

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Ways => [.. Readers.Keys];

    // Every way by which a path of the user's is opened, and the error that tells of it.
    private static Dictionary<string, Func<FileInfo, Task<string?>>> Readers { get; } = new()
    {
        ["send"] = file => IdOf(() => FilingFile.Open(file, "a.xml", ascii: false).Dispose()),
        ["test"] = file => IdOfAsync(() => FilingCheck.RunAsync("CRS", file, "a.xml", false, null, CancellationToken.None)),
        ["certificate"] = file => IdOf(() => OcesCertificate.FromFile(file.FullName, null)),
        ["root"] = file => IdOf(() => TrustedRootFile.Read(file.FullName)),
        ["status"] = file => IdOfAsync(() => StatusFiles.ReadAsync(file, CancellationToken.None)),
    };

    [Theory(Timeout = Hangs)]
    [MemberData(nameof(Ways))]
    public async Task A_FIFO_that_nobody_writes_to_is_refused_at_once(string way) =>
        Assert.Equal("FileNotRegular", await Task.Run(() => Readers[way](Fifo("pipe.xml"))));

    [Theory(Timeout = Hangs)]
    [MemberData(nameof(Ways))]
    public async Task A_link_to_a_FIFO_is_one(string way)
    {
        Fifo("pipe.xml");
        File.CreateSymbolicLink(_folder.File("link.xml").FullName, "pipe.xml");

        Assert.Equal("FileNotRegular", await Task.Run(() => Readers[way](_folder.File("link.xml"))));
    }

    [Theory(Timeout = Hangs)]
    [InlineData("/dev/zero", "a device")]
    [InlineData("/dev/null", "a device")]
    public async Task A_device_is_no_file(string path, string what)
    {
        NotRegularFileException e = await Task.Run(() => Assert.Throws<NotRegularFileException>(() => Open(path)));

        Assert.Contains($"'{path}' is {what}", e.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = Hangs)]
    public async Task A_socket_is_no_file()
    {
        using Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(_folder.File("socket").FullName));

        await Task.Run(() => Assert.Throws<NotRegularFileException>(() => Open(_folder.File("socket").FullName)));
    }

    [Fact]
    public void A_link_to_a_regular_file_is_followed_and_what_is_read_is_whole()
    {
        byte[] content = new byte[300_000];
        Random.Shared.NextBytes(content);
        _folder.Write("file.xml", content);
        File.CreateSymbolicLink(_folder.File("link.xml").FullName, "file.xml");

        using FileStream stream = Open(_folder.File("link.xml").FullName);
        using MemoryStream read = new();
        stream.CopyTo(read);

        Assert.Equal(content, read.ToArray());
        Assert.Equal(content.Length, stream.Length);
        Assert.Equal(content, RegularFile.ReadAllBytes(_folder.File("link.xml").FullName, content.Length));
    }

    [Fact]
    public void What_is_missing_is_called_missing_and_a_folder_a_folder()
    {
        Assert.Throws<FileNotFoundException>(() => Open(_folder.File("none").FullName));
        Assert.Throws<DirectoryNotFoundException>(() => Open(Path.Combine(_folder.Write("file", [1]).FullName, "none")));
        Assert.Contains(
            "is a folder", Assert.Throws<UnauthorizedAccessException>(() => Open(_folder.Path)).Message, StringComparison.Ordinal);
        File.CreateSymbolicLink(_folder.File("loop").FullName, "loop");
        Assert.Throws<IOException>(() => Open(_folder.File("loop").FullName));
    }

    [Fact]
    public void What_another_holds_alone_is_not_opened()
    {
        FileInfo file = _folder.Write("file.xml", [1]);
        using FileStream writer = new(file.FullName, FileMode.Open, FileAccess.Write, FileShare.None);

        Assert.Contains("file.xml", Assert.Throws<IOException>(() => Open(file.FullName)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_held_alone_nobody_else_opens()
    {
        FileInfo file = _folder.Write("file.xml", [1]);
        using (RegularFile.Open(file.FullName, FileAccess.ReadWrite, FileShare.None))
        {
            Assert.Throws<IOException>(() => File.OpenRead(file.FullName));
        }

        File.OpenRead(file.FullName).Dispose();
    }

    [Fact]
    public void More_than_the_limit_is_not_read()
    {
        FileInfo file = _folder.Write("large.p12", new byte[1024 * 1024 + 1]);

        Assert.Equal(file.Length, RegularFile.ReadAllBytes(file.FullName, 1024 * 1024 + 1).Length);
        Assert.Contains(
            "1 MiB",
            Assert.Throws<IOException>(() => RegularFile.ReadAllBytes(file.FullName, 1024 * 1024)).Message,
            StringComparison.Ordinal);
    }

    [Fact(Timeout = Hangs)]
    public async Task A_FIFO_under_a_responses_name_is_passed_over_and_left()
    {
        Fifo("svar.txt");
        byte[] content = Encoding.ASCII.GetBytes("answer");

        string path = await Task.Run(() =>
        {
            using ReceivedFile received = ReceivedFile.Create(_folder.Info, "svar.txt");
            received.Content.Write(content, 0, content.Length);
            return received.Keep(received.Content.Finish());
        });

        Assert.NotEqual("svar.txt", Path.GetFileName(path));
        Assert.Equal("answer", await File.ReadAllTextAsync(path));
        Assert.False(await Task.Run(() => ReceivedFile.HasContent(_folder.File("svar.txt").FullName, new string('0', 64))));
    }

    public void Dispose() => _folder.Dispose();

    private static FileStream Open(string path) => RegularFile.Open(path, FileAccess.Read, FileShare.Read);

    private static Task<string?> IdOf(Action action) => IdOfAsync(() => Task.Run(action));

    private static async Task<string?> IdOfAsync(Func<Task> action)
    {
        try
        {
            await action();
            return null;
        }
        catch (SkatFtpsException e)
        {
            return e.ErrorId;
        }
    }

    private FileInfo Fifo(string name)
    {
        FileInfo file = _folder.File(name);
        using Process made = Process.Start("mkfifo", [file.FullName]);
        made.WaitForExit();
        return file;
    }
}
