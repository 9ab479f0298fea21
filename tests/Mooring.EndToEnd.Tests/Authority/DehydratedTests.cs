using Mooring.EndToEnd.Tests.Harness;

namespace Mooring.EndToEnd.Tests.Authority;

/// <summary>Debian's dehydrated, a client in shell, judges the test CA.</summary>
public sealed class DehydratedTests
{
    private static readonly AcmePeer Dehydrated = new("dehydrated");

    [Theory]
    [InlineData("secp384r1")]
    [InlineData("rsa")]
    public async Task Issues_a_wildcard(string kind)
    {
        await using var harbour = await Harbour.OpenAsync();
        var hook = await AcmePeer.WriteHookAsync(harbour, """
            case "$1" in
              deploy_challenge) $hook auth "$2" "$4" ;;
              clean_challenge) $hook cleanup "$2" "$4" ;;
            esac
            """);
        var settings = Path.Combine(harbour.Directory, "config");
        await File.WriteAllTextAsync(
            settings,
            $"CA={AcmePeer.Directory(harbour)}\nBASEDIR={harbour.Directory}\nCURL_OPTS='--cacert {Path.Combine(harbour.Directory, "root.pem")}'\nCHALLENGETYPE=dns-01\nHOOK={hook}\nKEY_ALGO={kind}\n",
            TestContext.Current.CancellationToken);

        var registered = await Dehydrated.RunAsync(harbour, ["--config", settings, "--register", "--accept-terms"]);
        var issued = await Dehydrated.RunAsync(harbour, ["--config", settings, "--cron", "--domain", "example.com *.example.com"]);

        Assert.True(registered.ExitCode == 0, registered.ToString());
        Assert.True(issued.ExitCode == 0, issued.ToString());
        var directory = Path.Combine(harbour.Directory, "certs", "example.com");
        await AcmePeer.VerifyAsync(harbour, Path.Combine(directory, "cert.pem"), Path.Combine(directory, "chain.pem"), "www.example.com");
        Assert.Empty(harbour.Holds("example.com"));
    }
}
