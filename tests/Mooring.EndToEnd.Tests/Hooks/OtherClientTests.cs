using Mooring.EndToEnd.Tests.Harness;
using Mooring.Testing;

namespace Mooring.EndToEnd.Tests.Hooks;

/// <summary>Debian's lego, dehydrated and uacme against Pebble, and the words of uacme and acme.sh, with the scripts that hand them to certbot's hooks.</summary>
public sealed class OtherClientTests
{
    private const string Value = "ZaJgFtIV4WA0t2MzN7kbSk0sfRd2GZjaxRqaSTAK6lI";
    private static readonly PeerProgram Lego = new("lego", "lego");
    private static readonly PeerProgram Dehydrated = new("dehydrated", "dehydrated");
    private static readonly PeerProgram Uacme = new("uacme", "uacme");

    [Fact]
    public async Task Lego_gets_a_wildcard_certificate_by_exec()
    {
        await using var harbour = await Hook.OpenAsync(Cloud.Alidns);
        await using var pebble = await OtherClient.StartPebbleAsync(harbour, Lego);

        var result = await OtherClient.RunAsync(harbour, "lego", new()
        {
            ["EXEC_PATH"] = Script("lego.sh"), ["EXEC_SEQUENCE_INTERVAL"] = "1", ["LEGO_DISABLE_CNAME_SUPPORT"] = "true", ["LEGO_CA_CERTIFICATES"] = pebble.Roots,
        }, "--server", pebble.Directory, "--accept-tos", "--email", "me@example.org", "--path", Path.Combine(harbour.Directory, "lego"), "--dns", "exec",
            "--dns.disable-cp", "--dns.resolvers", $"127.0.0.1:{harbour.Sandbox.Ports.Dns}", "-d", "*.example.org", "-d", "example.org", "run");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.True(File.Exists(Path.Combine(harbour.Directory, "lego", "certificates", "_.example.org.crt")), result.ToString());
        Assert.Equal([Hook.Foreign], await harbour.RecordsAsync("example.org"));
    }

    [Fact]
    public async Task Dehydrated_gets_a_wildcard_certificate_with_all_values_published_first()
    {
        await using var harbour = await Hook.OpenAsync(Cloud.Dnspod);
        await using var pebble = await OtherClient.StartPebbleAsync(harbour, Dehydrated);
        var settings = Path.Combine(harbour.Directory, "dehydrated.conf");
        await File.WriteAllTextAsync(settings, $"""
            CA="{pebble.Directory}"
            BASEDIR="{harbour.Directory}/dehydrated"
            CURL_OPTS="--cacert {pebble.Roots}"
            CHALLENGETYPE="dns-01"
            HOOK="{Script("dehydrated.sh")}"
            HOOK_CHAIN="yes"

            """, TestContext.Current.CancellationToken);
        Directory.CreateDirectory(Path.Combine(harbour.Directory, "dehydrated"));

        var registered = await OtherClient.RunAsync(harbour, "dehydrated", [], "-f", settings, "--register", "--accept-terms");
        var result = await OtherClient.RunAsync(harbour, "dehydrated", [], "-f", settings, "-c", "-d", "example.org", "-d", "*.example.org");

        Assert.True(registered.ExitCode == 0, registered.ToString());
        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.True(File.Exists(Path.Combine(harbour.Directory, "dehydrated", "certs", "example.org", "fullchain.pem")), result.ToString());
        Assert.Equal([Hook.Foreign], await harbour.RecordsAsync("example.org"));
    }

    [Fact]
    public async Task Uacme_gets_a_wildcard_certificate()
    {
        await using var harbour = await Hook.OpenAsync(Cloud.Alidns);
        await using var pebble = await OtherClient.StartPebbleAsync(harbour, Uacme);

        // It trusts the system's roots and no others, so it gets a view of the files in which Pebble's is there.
        Task<ProgramResult> RunAsync(string words) => OtherClient.RunAsync(
            harbour, "unshare", [], "--mount", "sh", "-c",
            $"mount --bind {pebble.Roots} /etc/ssl/certs/ca-certificates.crt && exec uacme -v -v -a {pebble.Directory} -c {harbour.Directory}/uacme -y {words}");
        var registered = await RunAsync("new me@example.org");
        var result = await RunAsync($"-h {Script("uacme.sh")} issue example.org '*.example.org'");

        Assert.True(registered.ExitCode == 0, registered.ToString());
        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.True(File.Exists(Path.Combine(harbour.Directory, "uacme", "example.org", "cert.pem")), result.ToString());
        Assert.Equal([Hook.Foreign], await harbour.RecordsAsync("example.org"));
    }

    [Theory]
    [InlineData("uacme.sh begin dns-01 example.org token VALUE", "uacme.sh done dns-01 example.org token VALUE")]
    [InlineData(". ./dns_mooring.sh; dns_mooring_add _acme-challenge.example.org VALUE", ". ./dns_mooring.sh; dns_mooring_rm _acme-challenge.example.org VALUE")]
    public async Task The_words_of_uacme_and_acme_sh_publish_and_remove(string add, string remove)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the scripts are for a Unix shell");
        await using var harbour = await Hook.OpenAsync(Cloud.Alidns);

        var added = await ShellAsync(harbour, add);
        Assert.True(added.ExitCode == 0, added.ToString());
        Assert.Equal([$"_acme-challenge TXT {Value}", Hook.Foreign], await harbour.RecordsAsync("example.org"));
        var removed = await ShellAsync(harbour, remove);

        Assert.True(removed.ExitCode == 0, removed.ToString());
        Assert.Equal([Hook.Foreign], await harbour.RecordsAsync("example.org"));
    }

    [Fact]
    public async Task A_value_that_dehydrated_cannot_have_removed_keeps_none_of_the_others()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the script is for a Unix shell");
        await using var harbour = await Hook.OpenAsync(Cloud.Alidns);
        var added = await ShellAsync(harbour, "dehydrated.sh deploy_challenge example.org token VALUE");
        Assert.True(added.ExitCode == 0, added.ToString());

        var removed = await ShellAsync(harbour, "dehydrated.sh clean_challenge gone.invalid token x example.org token VALUE");

        Assert.Equal(1, removed.ExitCode);
        Assert.Equal([Hook.Foreign], await harbour.RecordsAsync("example.org"));
    }

    [Fact]
    public async Task Uacme_is_told_to_offer_another_type_of_challenge()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the scripts are for a Unix shell");
        await using var harbour = await Hook.OpenAsync(Cloud.Alidns);

        Assert.Equal(1, (await ShellAsync(harbour, "uacme.sh begin http-01 example.org token x")).ExitCode);
        Assert.Empty(harbour.Counted());
    }

    private static string Script(string name) => Path.Combine(Checkout.Root, "packaging", "hooks", name);

    private static Task<ProgramResult> ShellAsync(Harbour harbour, string command) => OtherClient.RunAsync(harbour, "sh", [], "-c",
        $"cd {Path.Combine(Checkout.Root, "packaging", "hooks")}; {(command[0] == '.' ? "" : "./")}{command.Replace("VALUE", Value, StringComparison.Ordinal)}");
}
