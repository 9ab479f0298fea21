using Mooring.EndToEnd.Tests.Harness;
using Mooring.Testing;

namespace Mooring.EndToEnd.Tests.Hooks;

/// <summary>Debian's certbot against Pebble, with this program as its hooks.</summary>
public sealed class CertbotTests
{
    private static readonly PeerProgram Certbot = new("certbot", "certbot");
    private static readonly PeerProgram OpenSsl = new("openssl", "openssl");

    private static string Hooks(Harbour harbour) =>
        $"--manual-auth-hook '{MooringProgram.Path} certbot auth --config {harbour.ConfigurationFile}' --manual-cleanup-hook '{MooringProgram.Path} certbot cleanup --config {harbour.ConfigurationFile}'";

    [Fact]
    public async Task Issues_wildcard_and_apex_as_RSA_and_ECDSA_and_renews_both()
    {
        await using var harbour = await Hook.OpenAsync(Cloud.Alidns);
        await using var pebble = await StartAsync(harbour);

        foreach (var kind in new[] { "rsa", "ecdsa" })
        {
            await RunAsync(harbour, pebble, "one", $"certonly --key-type {kind} --cert-name x-{kind} -d *.example.org -d example.org {Hooks(harbour)}");
            Assert.Equal([Hook.Foreign], await harbour.RecordsAsync("example.org"));
        }

        var before = await File.ReadAllTextAsync(Leaf(harbour, "one", "x-rsa"), TestContext.Current.CancellationToken);
        await RunAsync(harbour, pebble, "one", "renew --force-renewal --no-random-sleep-on-renew");

        Assert.NotEqual(before, await File.ReadAllTextAsync(Leaf(harbour, "one", "x-rsa"), TestContext.Current.CancellationToken));
        Assert.Equal([Hook.Foreign], await harbour.RecordsAsync("example.org"));
        Assert.Equal([("rsaEncryption", true), ("id-ecPublicKey", true)], [await LookAsync(harbour, "x-rsa"), await LookAsync(harbour, "x-ecdsa")]);
    }

    [Fact]
    public async Task Two_certbots_at_once_on_one_zone_both_get_their_certificates()
    {
        await using var harbour = await Hook.OpenAsync(Cloud.Dnspod);
        await using var pebble = await StartAsync(harbour);

        await Task.WhenAll(
            RunAsync(harbour, pebble, "one", $"certonly --key-type rsa -d *.example.org -d example.org {Hooks(harbour)}"),
            RunAsync(harbour, pebble, "two", $"certonly --key-type ecdsa -d *.example.org -d example.org {Hooks(harbour)}"));

        Assert.Equal([Hook.Foreign], await harbour.RecordsAsync("example.org"));
    }

    [Fact]
    public async Task The_old_tools_command_line_works_verbatim_through_a_link_of_its_name()
    {
        await using var harbour = await Hook.OpenAsync(Cloud.Alidns);
        await using var pebble = await StartAsync(harbour);
        var tool = await LinkAsync(harbour);

        // From its README; certbot starts in another directory and runs the hooks there.
        await RunAsync(harbour, pebble, "one",
            $"certonly -d *.example.org -d example.org --manual --manual-auth-hook '{tool} -o authenticator' --manual-cleanup-hook '{tool} -o cleanup' --preferred-challenges dns-01 --manual-public-ip-logging-ok");

        Assert.Equal([Hook.Foreign], await harbour.RecordsAsync("example.org"));
    }

    [Fact]
    public async Task An_auth_hook_that_fails_is_told_and_leaves_the_zone_as_it_was()
    {
        await using var harbour = await Hook.OpenAsync(Cloud.Alidns);
        await using var pebble = await StartAsync(harbour);
        await harbour.PostAsync("faults", """{"action":"AddDomainRecord","kind":"code","status":403,"code":"Forbidden.RAM"}""");

        var result = await StartAsync(harbour, pebble, "one", $"certonly -d *.example.org -d example.org {Hooks(harbour)}");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("Forbidden.RAM", result.Error + result.Output, StringComparison.Ordinal);
        Assert.Equal([Hook.Foreign], await harbour.RecordsAsync("example.org"));
    }

    private static async Task<Pebble> StartAsync(Harbour harbour)
    {
        var isThere = await Certbot.RunAsync(["--version"], TestContext.Current.CancellationToken) is not null;
        var pebble = isThere ? await Pebble.StartAsync(harbour.Directory, harbour.Sandbox.Ports.Dns) : null;
        if (pebble is null && PeerProgram.MustBeThere)
        {
            Assert.Fail(isThere ? Pebble.Missing : Certbot.Missing);
        }

        Assert.SkipWhen(pebble is null, isThere ? Pebble.Missing : Certbot.Missing);
        return pebble;
    }

    private static async Task RunAsync(Harbour harbour, Pebble pebble, string home, string arguments)
    {
        var result = await StartAsync(harbour, pebble, home, arguments);
        Assert.True(result.ExitCode == 0, result.ToString());
    }

    private static async Task<ProgramResult> StartAsync(Harbour harbour, Pebble pebble, string home, string arguments)
    {
        var directory = Path.Combine(harbour.Directory, home);
        var always = $"-n --agree-tos --register-unsafely-without-email --server {pebble.Directory} --config-dir {directory}/c --work-dir {directory}/w --logs-dir {directory}/l --manual --preferred-challenges dns";
        using var process = MooringProgram.StartOther("/", ["sh", "-c", $"set -f; exec certbot {always} {arguments}"], new Dictionary<string, string>(StringComparer.Ordinal) { ["REQUESTS_CA_BUNDLE"] = pebble.Roots });
        return await MooringProgram.FinishAsync(process);
    }

    private static async Task<string> LinkAsync(Harbour harbour)
    {
        var (cancellation, directory) = (TestContext.Current.CancellationToken, Path.Combine(harbour.Directory, "bin"));
        Directory.CreateDirectory(directory);
        var tool = File.CreateSymbolicLink(Path.Combine(directory, "certbot-dns-aliyun"), MooringProgram.Path).FullName;
        var file = Path.Combine(directory, "config.json");
        await File.WriteAllTextAsync(file, $$"""
            {"accessKeyID": "sandbox-id", "accessKeySecret": "sandbox-secret", "endpoint": "{{harbour.Endpoint(Cloud.Alidns)}}",
             "resolvers": ["127.0.0.1:{{harbour.Sandbox.Ports.Dns}}"], "authoritativePort": {{harbour.Sandbox.Ports.Dns}}, "state": "{{harbour.State}}"}
            """, cancellation);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        return tool;
    }

    private static string Leaf(Harbour harbour, string home, string name) => Path.Combine(harbour.Directory, home, "c", "live", name, "cert.pem");

    /// <summary>The key's algorithm, and whether the certificate carries both names.</summary>
    private static async Task<(string Algorithm, bool HasBoth)> LookAsync(Harbour harbour, string name)
    {
        var told = await OpenSsl.RunAsync(["x509", "-in", Leaf(harbour, "one", name), "-noout", "-text"], TestContext.Current.CancellationToken);
        Assert.NotNull(told);
        var algorithm = told.Output.Split('\n').Single(line => line.Contains("Public Key Algorithm", StringComparison.Ordinal)).Split(": ")[1].Trim();
        return (algorithm, told.Output.Contains("DNS:*.example.org", StringComparison.Ordinal) && told.Output.Contains("DNS:example.org", StringComparison.Ordinal));
    }
}
