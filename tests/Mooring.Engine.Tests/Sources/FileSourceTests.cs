using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Mooring.Core.Addresses;
using Mooring.Engine.Sources;

namespace Mooring.Engine.Tests.Sources;

public sealed class FileSourceTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("mooring-file-").FullName;

    private string Path => System.IO.Path.Combine(directory, "wan");

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [Theory]
    [InlineData("203.0.113.9")]
    [InlineData("203.0.113.9\n")]
    [InlineData(" 203.0.113.9 \r\n")]
    public async Task The_whole_content_is_the_address(string content)
    {
        await File.WriteAllTextAsync(Path, content, Encoding.UTF8, TestContext.Current.CancellationToken);

        Assert.Equal("203.0.113.9", (await AskAsync()).Value?.ToString());
    }

    [Fact]
    public async Task What_matches_is_the_address_where_the_file_holds_more()
    {
        await File.WriteAllTextAsync(Path, "INTERFACE=ppp0\nIPLOCAL=203.0.113.9\nIPREMOTE=198.51.100.1\n", TestContext.Current.CancellationToken);

        var whole = await AskAsync();
        var matched = await AskAsync(match: "IPLOCAL=(.*)");
        var several = await AskAsync(match: "IP[A-Z]*=(.*)");
        var none = await AskAsync(match: "ADDRESS=(.*)");

        Assert.Contains("it should hold one address and nothing else", whole.Error?.English, StringComparison.Ordinal);
        Assert.Equal("203.0.113.9", matched.Value?.ToString());
        Assert.Contains("2 different addresses", several.Error?.English, StringComparison.Ordinal);
        Assert.Contains("hit nothing; compare it with the file", none.Error?.English, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_read_anew_every_time()
    {
        var source = Source();
        var absent = await source.AskAsync(TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path, "203.0.113.9", TestContext.Current.CancellationToken);

        Assert.Contains($"the file {Path}: there is no such file yet", absent.Error?.English, StringComparison.Ordinal);
        Assert.Contains("文件尚不存在", absent.Error?.Chinese, StringComparison.Ordinal);
        Assert.Equal("203.0.113.9", (await source.AskAsync(TestContext.Current.CancellationToken)).Value?.ToString());
        Assert.True(source.IsPrompt);
    }

    [Fact]
    public async Task A_private_address_is_refused()
    {
        await File.WriteAllTextAsync(Path, "192.168.1.2", TestContext.Current.CancellationToken);

        var answer = await AskAsync();

        Assert.Null(answer.Value);
        Assert.Equal("192.168.1.2", Assert.Single(answer.Refused).Value);
    }

    [Fact]
    public async Task An_empty_file_and_a_gigantic_one_are_refused()
    {
        await File.WriteAllTextAsync(Path, "", TestContext.Current.CancellationToken);
        var empty = await AskAsync();
        await File.WriteAllTextAsync(Path, "203.0.113.9" + new string('\n', 70_000), TestContext.Current.CancellationToken);
        var large = await AskAsync();

        Assert.All([empty, large], answer => Assert.Contains("nothing to read", answer.Error?.English, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_directory_is_no_file()
    {
        Directory.CreateDirectory(Path);

        Assert.NotNull((await AskAsync()).Error);
    }

    [Fact]
    public async Task A_link_is_not_followed_and_a_socket_not_read()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows lets only administrators make links");
        }

        File.CreateSymbolicLink(Path, "/etc/hostname");
        var link = await AskAsync();
        File.Delete(Path);
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(Path));
        var listening = await AskAsync();

        Assert.All([link, listening], answer => Assert.Contains("no plain file", answer.Error?.English, StringComparison.Ordinal));
    }

    private Task<SourceAnswer> AskAsync(string? match = null) => Source(match).AskAsync(TestContext.Current.CancellationToken);

    private FileSource Source(string? match = null) =>
        new("wan", new FileSourceOptions { Path = Path, Match = match is null ? null : new Regex(match, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)), Policy = new AddressPolicy(IpFamily.IPv4, AllowedRanges.Documentation) });
}
