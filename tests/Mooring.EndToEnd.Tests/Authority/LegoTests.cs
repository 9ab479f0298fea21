using System.Collections.Immutable;
using Mooring.EndToEnd.Tests.Harness;

namespace Mooring.EndToEnd.Tests.Authority;

/// <summary>Debian's lego judges the test CA.</summary>
public sealed class LegoTests
{
    private const string MacKey = "zWNDZM6eQGHWpSRTPal5eIUYFTu7EajVIoguysqZ9wG44nMEtx3MUAsUDkMTQ12W";
    private static readonly AcmePeer Lego = new("lego");

    [Theory]
    [InlineData("ec256")]
    [InlineData("ec384")]
    [InlineData("rsa2048")]
    public async Task Issues_a_wildcard_and_revokes_it(string kind)
    {
        await using var harbour = await Harbour.OpenAsync();
        var authority = harbour.World.Authority;
        authority.Settings = authority.Settings with
        {
            Processing = TimeSpan.FromSeconds(1),
            NonceRejection = 0.1,
            ExternalAccounts = ImmutableSortedDictionary<string, string>.Empty.Add("kid-1", MacKey),
        };
        var hook = await AcmePeer.WriteHookAsync(harbour, "[ \"$1\" = present ] && action=auth || action=cleanup\n$hook $action \"$2\" \"$3\"");

        await RunAsync(harbour, hook, kind, "-d", "example.com", "-d", "*.example.com", "run");
        var (certificate, chain) = (Path.Combine(harbour.Directory, ".lego", "certificates", "example.com.crt"), Path.Combine(harbour.Directory, ".lego", "certificates", "example.com.issuer.crt"));
        await AcmePeer.VerifyAsync(harbour, certificate, chain, "www.example.com");
        await RunAsync(harbour, hook, kind, "-d", "example.com", "revoke");

        var issued = Assert.Single(authority.Certificates.All);
        Assert.Equal(["*.example.com", "example.com"], issued.Names);
        Assert.NotNull(issued.Revoked);
        Assert.Empty(harbour.Holds("example.com"));
    }

    private static async Task RunAsync(Harbour harbour, string hook, string kind, params string[] verb)
    {
        var result = await Lego.RunAsync(
            harbour,
            [
                "--server", AcmePeer.Directory(harbour), "--email", "me@example.com", "--accept-tos", "--key-type", kind,
                "--eab", "--kid", "kid-1", "--hmac", MacKey,
                "--dns", "exec", "--dns.resolvers", $"127.0.0.1:{harbour.Sandbox.Ports.Dns}", "--dns.disable-cp", .. verb,
            ],
            ("LEGO_CA_CERTIFICATES", Path.Combine(harbour.Directory, "root.pem")),
            ("EXEC_PATH", hook),
            ("EXEC_SEQUENCE_INTERVAL", "1"),
            ("EXEC_POLLING_INTERVAL", "1"));
        Assert.True(result.ExitCode == 0, result.ToString());
    }
}
