using System.Net;
using Mooring.Sandbox;
using Mooring.Testing;

namespace Mooring.EndToEnd.Tests.Clients;

/// <summary>
/// Debian's dns-lexicon, a client by others, unmodified against the sandbox as if it were Alibaba Cloud: a private mount of the
/// hosts file leads it here, and the throw-away root lets it trust what it meets.
/// </summary>
public sealed class LexiconTests
{
    private static readonly PeerProgram Shell = new("unshare", "util-linux");

    [Fact]
    public async Task Adds_updates_and_lists_a_record_at_the_Alidns_stand_in()
    {
        Assert.SkipUnless(PeerProgram.MustBeThere, "needs root on Debian: a private mount and port 443");
        var directory = Directory.CreateTempSubdirectory("mooring-").FullName;
        var root = Path.Combine(directory, "root.pem");
        var address = IPAddress.Parse("127.0.0.9");
        await using var sandbox = await SandboxHost.StartAsync(
            new SandboxOptions { Ports = SandboxPorts.Free with { Tls = 443 }, Listen = address, Tls = true, RootFile = root },
            TimeProvider.System,
            TestContext.Current.CancellationToken);
        var hosts = Path.Combine(directory, "hosts");
        await File.WriteAllTextAsync(hosts, $"{address} alidns.aliyuncs.com\n127.0.0.1 localhost\n", TestContext.Current.CancellationToken);

        var result = await Shell.RunAsync(["--mount", "sh", "-ec", Script(hosts, root)], TestContext.Current.CancellationToken);

        Assert.NotNull(result);
        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Contains("www.example.com 192.0.2.6", string.Join(' ', result.Output.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Directory.Delete(directory, recursive: true);
    }

    private static string Script(string hosts, string root) => $"""
        mount --bind {hosts} /etc/hosts
        export REQUESTS_CA_BUNDLE={root} LEXICON_ALIYUN_AUTH_KEY_ID=sandbox-id LEXICON_ALIYUN_AUTH_SECRET=sandbox-secret
        lexicon aliyun create example.com A --name www --content 192.0.2.5
        lexicon aliyun update example.com A --name www --content 192.0.2.6
        lexicon aliyun list example.com A
        """;
}
