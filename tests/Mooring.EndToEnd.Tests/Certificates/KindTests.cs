using System.Text.Json;
using System.Text.RegularExpressions;
using Mooring.EndToEnd.Tests.Harness;

namespace Mooring.EndToEnd.Tests.Certificates;

/// <summary>Every kind of certificate by the real program from Pebble, each judged by openssl.</summary>
public sealed partial class KindTests
{
    private const string EabKey = "zWNDZM6eQGHWpSRTPal5eIUYFTu7EajVIoguysqZ9wG44nMEtx3MUAsUDkMTQ12W";
    private const string Single = "{ name: example, domains: [www.example.com], account: home, issuer: private }";

    [Fact]
    public async Task A_single_name_with_each_kind_of_key()
    {
        await using var world = await PebbleHarbour.OpenAsync();
        await world.ConfigureAsync(
            "{ name: example, domains: [www.example.com], account: home, issuer: private, key: [ecdsa-p256, ecdsa-p384, rsa-2048, rsa-3072, rsa-4096] }");

        await IssueAsync(world);

        Assert.Equal(
            ["example-ecdsa-p256: 256", "example-ecdsa-p384: 384", "example-rsa-2048: 2048", "example-rsa-3072: 3072", "example-rsa-4096: 4096"],
            (await world.VerifyAsync("example", ["www.example.com"])).Select(file => $"{file.Key}: {Bits().Match(file.Value).Groups["bits"].Value}"));
    }

    [Fact]
    public async Task Apex_and_wildcard_with_a_pair_of_keys_under_names_that_tell_them_apart()
    {
        await using var world = await PebbleHarbour.OpenAsync();
        await world.ConfigureAsync("""{ name: example, domains: [example.net, "*.example.net"], account: office, issuer: private, key: [ecdsa-p256, rsa-2048] }""");

        await IssueAsync(world);

        Assert.Equal(["example-ecdsa", "example-rsa"], (await world.VerifyAsync("example", ["example.net", "any.example.net"])).Keys);
        Assert.Empty(await world.Harbour.RecordsAsync("example.net"));
    }

    [Fact]
    public async Task Thirty_names_at_both_clouds_in_one_certificate_with_one_listing_a_zone_and_one_write_a_value()
    {
        await using var world = await PebbleHarbour.OpenAsync();
        string[] names = [.. Enumerable.Range(1, 13).SelectMany(i => new[] { $"n{i}.a.example.com", $"n{i}.a.example.net" }), "example.com", "*.example.com", "example.net", "*.example.net"];
        await world.ConfigureAsync($"{{ name: thirty, domains: [{string.Join(", ", names.Select(name => $"\"{name}\""))}], account: home, issuer: private }}");

        var result = await IssueAsync(world);

        Assert.Equal(30, result.GetProperty("certificates")[0].GetProperty("domains").GetArrayLength());
        await world.VerifyAsync("thirty", [.. names.Select(name => name.Replace("*", "any", StringComparison.Ordinal))]);
        var calls = world.Harbour.Counted();
        Assert.Equal([15, 15, 15, 15], [calls[Cloud.Alidns.Add], calls[Cloud.Alidns.Delete], calls[Cloud.Dnspod.Add], calls[Cloud.Dnspod.Delete]]);
        Assert.Equal([2, 2], [calls[Cloud.Alidns.List], calls[Cloud.Dnspod.List]]);   // one before the values come, one before they go
        Assert.Empty(await world.Harbour.RecordsAsync("example.com"));
        Assert.Empty(await world.Harbour.RecordsAsync("example.net"));
    }

    [Fact]
    public async Task International_names_in_Unicode_and_as_A_labels_are_the_same_names()
    {
        await using var world = await PebbleHarbour.OpenAsync();
        world.Harbour.AddZone(Cloud.Alidns, "例子.example");
        world.Harbour.AddZone(Cloud.Dnspod, "bücher.example");
        await world.ConfigureAsync("""{ name: example, domains: [例子.example, "*.例子.example", xn--bcher-kva.example], account: home, issuer: private }""");
        await IssueAsync(world);

        await world.ConfigureAsync("""{ name: example, domains: [xn--fsqu00a.example, "*.xn--fsqu00a.example", BÜCHER.example], account: home, issuer: private }""");
        var again = await world.Harbour.RunAsync("cert", "renew", "--output", "json");
        var shown = await world.Harbour.RunAsync("cert", "show", "example");

        Assert.False(again.Json.GetProperty("certificates")[0].GetProperty("issued").GetBoolean());
        Assert.Matches(@"names: .*\*\.例子\.example", shown.Output);
        Assert.Matches(@"names: .*bücher\.example", shown.Output);
        await world.VerifyAsync("example", ["xn--fsqu00a.example", "any.xn--fsqu00a.example", "xn--bcher-kva.example"]);
    }

    [Fact]
    public async Task An_authority_that_knows_its_users_issues_to_them_and_the_others_are_told_what_is_missing()
    {
        await using var world = await PebbleHarbour.OpenAsync($$""", "externalAccountBindingRequired": true, "externalAccountMACKeys": {"kid-1": "{{EabKey}}"}""");
        await world.ConfigureAsync(Single);
        var without = await world.Harbour.RunAsync("cert", "issue", "--output", "json");
        await ConfigureAsync(world, $"eab: {{ key-id: kid-1, hmac-key: {EabKey.Replace('z', 'y')} }}");
        var wrong = await world.Harbour.RunAsync("cert", "issue", "--output", "json");

        await ConfigureAsync(world, $"eab: {{ key-id: kid-1, hmac-key: {EabKey} }}");
        await IssueAsync(world);

        Assert.Equal((1, 1), (without.ExitCode, wrong.ExitCode));
        Assert.True(Error(without).Contains("`eab`", StringComparison.Ordinal) && Error(wrong).Contains("`eab`", StringComparison.Ordinal), $"{without}\n{wrong}");
        Assert.DoesNotContain(EabKey[5..20], wrong.ToString(), StringComparison.Ordinal);
        await world.VerifyAsync("example", ["www.example.com"]);
    }

    [Fact]
    public async Task A_revocation_reaches_the_authority_with_its_reason()
    {
        await using var world = await PebbleHarbour.OpenAsync();
        await world.ConfigureAsync(Single);
        var serial = (await IssueAsync(world)).GetProperty("certificates")[0].GetProperty("serial").GetString()!;

        var revoked = await world.Harbour.RunAsync("cert", "revoke", "example", "--reason", "key-compromise");
        var again = await world.Harbour.RunAsync("cert", "revoke", "example");

        Assert.True(revoked.ExitCode == 0, revoked.ToString());
        Assert.True(again.ExitCode == 0, again.ToString());
        using var status = JsonDocument.Parse(await world.AskAsync($"cert-status-by-serial/{serial.TrimStart('0')}"));
        Assert.Equal(("Revoked", 1), (status.RootElement.GetProperty("Status").GetString(), status.RootElement.GetProperty("Reason").GetInt32()));
    }

    [Fact]
    public async Task A_chain_to_another_root_is_taken_where_it_is_preferred_and_one_that_does_not_exist_is_told()
    {
        await using var world = await PebbleHarbour.OpenAsync("", "PEBBLE_ALTERNATE_ROOTS=1", "PEBBLE_CHAIN_LENGTH=2");
        using var other = System.Security.Cryptography.X509Certificates.X509Certificate2.CreateFromPem(await world.AskAsync("roots/1"));
        await ConfigureAsync(world, $"preferred-chain: \"{other.GetNameInfo(System.Security.Cryptography.X509Certificates.X509NameType.SimpleName, false)}\"");
        var preferred = await world.Harbour.RunAsync("cert", "issue");
        await world.VerifyAsync("example", ["www.example.com"], root: 1);

        await ConfigureAsync(world, "preferred-chain: \"No such root\"");
        var unknown = await world.Harbour.RunAsync("cert", "issue");

        Assert.Equal((0, ""), (preferred.ExitCode, preferred.Error));
        Assert.True(unknown.ExitCode == 0, unknown.ToString());
        Assert.Contains("the authority has no chain to No such root", unknown.Error, StringComparison.Ordinal);
        await world.VerifyAsync("example", ["www.example.com"]);
    }

    [GeneratedRegex(@"\((?<bits>\d+) bit")]
    private static partial Regex Bits();

    private static Task ConfigureAsync(PebbleHarbour world, string issuer) => world.ConfigureAsync([("private", world.Issuer(issuer))], Single);

    private static async Task<JsonElement> IssueAsync(PebbleHarbour world)
    {
        var result = await world.Harbour.RunAsync("cert", "issue", "--output", "json");
        Assert.True(result.ExitCode == 0, result.ToString());
        return result.Json;
    }

    private static string Error(ProgramResult result) => result.Json.GetProperty("certificates")[0].GetProperty("error").GetString()!;
}
