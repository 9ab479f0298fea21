using System.Collections.Immutable;
using Mooring.EndToEnd.Tests.Harness;
using Mooring.Sandbox.World;

namespace Mooring.EndToEnd.Tests.Authority;

/// <summary>Debian's certbot judges the test CA.</summary>
public sealed class CertbotTests : IAsyncLifetime
{
    private const string MacKey = "zWNDZM6eQGHWpSRTPal5eIUYFTu7EajVIoguysqZ9wG44nMEtx3MUAsUDkMTQ12W";
    private static readonly AcmePeer Certbot = new("certbot");

    private Harbour harbour = null!;
    private string hook = null!;

    private AuthorityWorld Authority => harbour.World.Authority;

    public async ValueTask InitializeAsync()
    {
        harbour = await Harbour.OpenAsync();
        hook = await AcmePeer.WriteHookAsync(harbour, "$hook \"$1\" \"$CERTBOT_DOMAIN\" \"$CERTBOT_VALIDATION\"");
    }

    public ValueTask DisposeAsync() => harbour.DisposeAsync();

    [Theory]
    [InlineData("ecdsa")]
    [InlineData("rsa")]
    public async Task Issues_a_wildcard_and_renews_it(string kind)
    {
        await IssueAsync("--key-type", kind, "-d", "example.com", "-d", "*.example.com", "-d", "www.example.net");
        await RunAsync("renew", "--force-renewal");

        Assert.Equal(2, Authority.Certificates.All.Count);
        Assert.Equal(["*.example.com", "example.com", "www.example.net"], Authority.Certificates.All[1].Names);
        await AcmePeer.VerifyAsync(harbour, Live("example.com", "cert.pem"), Live("example.com", "chain.pem"), "www.example.com");
        Assert.Empty(harbour.Holds("example.com"));
        Assert.Empty(harbour.Holds("example.net"));
    }

    [Fact]
    public async Task Waits_for_an_order_that_is_being_worked_on()
    {
        Authority.Settings = Authority.Settings with { Validation = TimeSpan.FromSeconds(1), Processing = TimeSpan.FromSeconds(1), RetryAfter = RetryAfterForm.Date };

        await IssueAsync("-d", "www.example.com");

        Assert.Single(Authority.Certificates.All);
    }

    [Fact]
    public async Task Takes_the_chain_that_it_prefers_and_revokes()
    {
        await IssueAsync("--preferred-chain", "Mooring sandbox alternate root", "-d", "www.example.com");
        await RunAsync("revoke", "--cert-name", "www.example.com", "--reason", "superseded", "--no-delete-after-revoke");

        Assert.NotNull(Authority.Certificates.All[0].Revoked);
        await File.WriteAllTextAsync(Path.Combine(harbour.Directory, "root.pem"), Authority.Roots[1], TestContext.Current.CancellationToken);
        await AcmePeer.VerifyAsync(harbour, Live("www.example.com", "cert.pem"), Live("www.example.com", "chain.pem"), "www.example.com");
    }

    [Fact]
    public async Task Keeps_an_account_with_an_external_binding()
    {
        Authority.Settings = Authority.Settings with { ExternalAccounts = ImmutableSortedDictionary<string, string>.Empty.Add("kid-1", MacKey) };
        var refused = await TryAsync("register", "--agree-tos", "--register-unsafely-without-email");

        await RunAsync("register", "--agree-tos", "--register-unsafely-without-email", "--eab-kid", "kid-1", "--eab-hmac-key", MacKey);
        await RunAsync("update_account", "--email", "me@example.com");
        await RunAsync("unregister");

        Assert.NotEqual(0, refused.ExitCode);
        Assert.Equal(("account", 200), (Authority.Calls.Entries[^1].Resource, Authority.Calls.Entries[^1].Status));
    }

    [Fact]
    public async Task Is_told_what_is_wrong_when_a_record_is_missing()
    {
        var result = await TryAsync(Issuance("/bin/true", "-d", "www.example.com"));

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("NXDOMAIN looking up TXT for _acme-challenge.www.example.com", result.Output + result.Error, StringComparison.Ordinal);
        Assert.Empty(Authority.Certificates.All);
    }

    private static string[] Issuance(string hook, params string[] arguments) =>
    [
        "certonly", "--agree-tos", "--register-unsafely-without-email", "--manual", "--preferred-challenges", "dns",
        "--manual-auth-hook", $"{hook} auth", "--manual-cleanup-hook", $"{hook} cleanup", .. arguments,
    ];

    private Task IssueAsync(params string[] arguments) => RunAsync(Issuance(hook, arguments));

    private async Task RunAsync(params string[] arguments)
    {
        var result = await TryAsync(arguments);
        Assert.True(result.ExitCode == 0, result.ToString());
    }

    private Task<ProgramResult> TryAsync(params string[] arguments) => Certbot.RunAsync(
        harbour,
        [
            .. arguments, "-n", "--no-random-sleep-on-renew", "--server", AcmePeer.Directory(harbour),
            "--config-dir", "config", "--work-dir", "work", "--logs-dir", "logs",
        ],
        ("REQUESTS_CA_BUNDLE", Path.Combine(harbour.Directory, "root.pem")));

    private string Live(string name, string file) => Path.Combine(harbour.Directory, "config", "live", name, file);
}
