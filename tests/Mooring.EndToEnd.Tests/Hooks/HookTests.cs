using Mooring.Core.Names;
using Mooring.Dns;
using Mooring.EndToEnd.Tests.Harness;

namespace Mooring.EndToEnd.Tests.Hooks;

/// <summary>The hooks by themselves: what they print, what they write, what they leave.</summary>
public abstract class HookTests
{
    private const string One = "ZaJgFtIV4WA0t2MzN7kbSk0sfRd2GZjaxRqaSTAK6lI";
    private const string Two = "-IhlObU14SszuGiJjYEkSCWza9-X-UFUuzGh1QsiYcU";

    private protected abstract Cloud Cloud { get; }

    [Fact]
    public async Task Auth_prints_where_the_value_stands_and_clean_up_takes_it_from_there()
    {
        await using var harbour = await Hook.OpenAsync(Cloud);

        var auth = await harbour.AuthAsync("example.org", One);
        var id = harbour.Holds("example.org").Single(record => record.Value == One).Id;

        Assert.True(auth.ExitCode == 0, auth.ToString());
        Assert.Equal($$"""{"id":"{{id}}","zone":"example.org","name":"_acme-challenge.example.org","value":"{{One}}"}""" + "\n", auth.Output);
        Assert.Matches($@"\A\d{{4}}-\d\d-\d\dT\d\d:\d\d:\d\dZ certbot auth: added .*record {id}, RequestId \S+\n\z", auth.Error);

        var foreign = harbour.Holds("example.org").Single(record => record.Value == "foreign").Id;
        var cleanUp = await harbour.CleanUpAsync("example.org", One, auth.Output);

        Assert.True(cleanUp.ExitCode == 0, cleanUp.ToString());
        Assert.Empty(cleanUp.Output);
        Assert.Matches($@"\A\d{{4}}-\d\d-\d\dT\d\d:\d\d:\d\dZ certbot cleanup: deleted .*record {id}, RequestId \S+; left alone, .*{foreign}\n\z", cleanUp.Error);
        Assert.Equal([Hook.Foreign], await harbour.RecordsAsync("example.org"));
    }

    [Fact]
    public async Task Apex_and_wildcard_keep_a_value_each_until_their_own_clean_up()
    {
        await using var harbour = await Hook.OpenAsync(Cloud);

        await harbour.AuthAsync("example.org", One, remaining: 1);
        var last = await harbour.AuthAsync("example.org", Two);
        Assert.True(last.ExitCode == 0, last.ToString());
        Assert.Equal(3, harbour.Holds("example.org").Length);
        await harbour.CleanUpAsync("example.org", One);

        Assert.Equal(["foreign", Two], harbour.Holds("example.org").Select(record => record.Value).OrderDescending(StringComparer.Ordinal));
        await harbour.CleanUpAsync("example.org", Two);
        Assert.Equal([Hook.Foreign], await harbour.RecordsAsync("example.org"));
    }

    [Fact]
    public async Task The_last_auth_hook_returns_when_the_name_servers_have_all_values_of_the_run()
    {
        await using var harbour = await Hook.OpenAsync(Cloud);
        await harbour.PutAsync("dns", """{"propagationDelaySeconds":3}""");
        var first = await harbour.AuthAsync("example.org", One, remaining: 1);
        Assert.Equal(0, first.ExitCode);

        var last = await harbour.AuthAsync("example.org", Two);

        Assert.True(last.ExitCode == 0, last.ToString());
        Assert.Superset(new HashSet<string>([One, Two], StringComparer.Ordinal), await SeenAsync(harbour));
    }

    [Fact]
    public async Task Clean_up_finds_its_value_without_the_auth_hooks_output_and_without_its_state()
    {
        await using var harbour = await Hook.OpenAsync(Cloud);
        var auth = await harbour.AuthAsync("example.org", One, remaining: 1);
        Directory.Delete(harbour.State, recursive: true);

        var byValue = await harbour.CleanUpAsync("example.org", One);
        Assert.True(byValue.ExitCode == 0, byValue.ToString());
        Assert.Equal([Hook.Foreign], await harbour.RecordsAsync("example.org"));

        var gone = await harbour.CleanUpAsync("example.org", One, auth.Output);
        Assert.True(gone.ExitCode == 0, gone.ToString());
        Assert.Contains("gone already", gone.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Clean_up_that_is_told_nothing_but_the_domain_removes_what_the_journal_knows_of_it()
    {
        await using var harbour = await Hook.OpenAsync(Cloud);
        await harbour.AuthAsync("example.org", One, remaining: 1);
        await harbour.AuthAsync("www.example.org", Two, remaining: 1);

        var cleanUp = await harbour.CleanUpAsync("example.org", null);

        Assert.True(cleanUp.ExitCode == 0, cleanUp.ToString());
        Assert.Equal(new[] { Hook.Foreign, $"_acme-challenge.www TXT {Two}" }, await harbour.RecordsAsync("example.org"));
    }

    [Fact]
    public async Task Names_below_the_apex_and_under_suffixes_of_two_labels_find_their_zone()
    {
        await using var harbour = await Hook.OpenAsync(Cloud);
        harbour.AddZone(Cloud, "example.com.cn");

        var auth = await harbour.AuthAsync("a.b.example.com.cn", One);

        Assert.True(auth.ExitCode == 0, auth.ToString());
        Assert.Equal([$"_acme-challenge.a.b TXT {One}"], await harbour.RecordsAsync("example.com.cn"));
        Assert.Equal("example.com.cn", auth.Json.GetProperty("zone").GetString());
    }

    [Fact]
    public async Task An_alias_into_another_zone_is_followed_there_and_back()
    {
        await using var harbour = await Hook.OpenAsync(Cloud);
        harbour.AddZone(Cloud, "example.info");
        harbour.AddZone(Cloud, "shop.example", "_acme-challenge CNAME shop.proofs.example.info");

        var auth = await harbour.AuthAsync("shop.example", One);

        Assert.True(auth.ExitCode == 0, auth.ToString());
        Assert.Equal([$"shop.proofs TXT {One}"], await harbour.RecordsAsync("example.info"));
        Assert.Equal(("example.info", "shop.proofs.example.info"), (auth.Json.GetProperty("zone").GetString(), auth.Json.GetProperty("name").GetString()));
        var cleanUp = await harbour.CleanUpAsync("shop.example", One, auth.Output);
        Assert.True(cleanUp.ExitCode == 0, cleanUp.ToString());
        Assert.Empty(await harbour.RecordsAsync("example.info"));
    }

    [Theory]
    [InlineData("_acme-challenge CNAME a.shop.example;a CNAME _acme-challenge.shop.example", "the aliases of _acme-challenge.shop.example go in a circle")]
    [InlineData("_acme-challenge CNAME proofs.example.invalid", "_acme-challenge.shop.example is an alias of proofs.example.invalid, whose zone cannot be found")]
    public async Task An_alias_that_leads_nowhere_is_a_failure_that_names_it_and_nothing_is_written(string records, string why)
    {
        await using var harbour = await Hook.OpenAsync(Cloud);
        harbour.AddZone(Cloud, "shop.example", records.Split(';'));

        var auth = await harbour.AuthAsync("shop.example", One);

        Assert.Equal((1, ""), (auth.ExitCode, auth.Output));
        Assert.Contains($"certbot auth: failed: {why}", auth.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(Cloud.Add, harbour.Counted().Keys);
    }

    [Fact]
    public async Task Where_no_server_tells_whether_the_name_is_an_alias_that_is_said()
    {
        await using var harbour = await Hook.OpenAsync(Cloud);
        await harbour.PutAsync("dns", """{"servers":{"ns1":{"mode":"servfail"},"ns2":{"mode":"servfail"}}}""");

        var auth = await harbour.AuthAsync("example.org", One, remaining: 1);

        Assert.True(auth.ExitCode == 0, auth.ToString());
        Assert.Contains("_acme-challenge.example.org: not known whether it is an alias: ", auth.Error, StringComparison.Ordinal);
        Assert.Contains($"_acme-challenge TXT {One}", await harbour.RecordsAsync("example.org"));
    }

    [Fact]
    public async Task A_name_of_no_zone_and_a_refused_key_are_failures_with_the_reason()
    {
        await using var harbour = await Hook.OpenAsync(Cloud);
        var nowhere = await harbour.AuthAsync("example.invalid", One);
        Assert.Equal((1, ""), (nowhere.ExitCode, nowhere.Output));
        Assert.Contains("certbot auth: failed: _acme-challenge.example.invalid: no account holds a zone for it", nowhere.Error, StringComparison.Ordinal);

        await harbour.PostAsync("faults", $$"""{"action":"{{Cloud.Add}}","kind":"code","status":400,"code":"{{Cloud.UnknownKey}}"}""");
        var refused = await harbour.AuthAsync("example.org", One);

        Assert.Equal((1, ""), (refused.ExitCode, refused.Output));
        Assert.Contains(Cloud.UnknownKey, refused.Error, StringComparison.Ordinal);
        Assert.Equal([Hook.Foreign], await harbour.RecordsAsync("example.org"));
    }

    [Fact]
    public async Task Eight_hooks_at_once_on_one_zone_leave_only_what_is_not_theirs()
    {
        await using var harbour = await Hook.OpenAsync(Cloud);
        string[] values = [.. Enumerable.Range(0, 8).Select(i => $"{One[..^1]}{i}")];

        var auths = await Task.WhenAll(values.Select(value => harbour.AuthAsync("example.org", value, remaining: 1)));
        Assert.All(auths, auth => Assert.True(auth.ExitCode == 0, auth.ToString()));
        Assert.Equal(values.Append("foreign").Order(StringComparer.Ordinal), harbour.Holds("example.org").Select(record => record.Value).Order(StringComparer.Ordinal));
        var cleanUps = await Task.WhenAll(values.Zip(auths, (value, auth) => harbour.CleanUpAsync("example.org", value, auth.Output)));

        Assert.All(cleanUps, cleanUp => Assert.True(cleanUp.ExitCode == 0, cleanUp.ToString()));
        Assert.Equal([Hook.Foreign], await harbour.RecordsAsync("example.org"));
    }

    [Fact]
    public async Task What_a_killed_hook_published_goes_with_its_clean_up_or_with_the_next_auth_hook()
    {
        await using var harbour = await Hook.OpenAsync(Cloud);
        await KillInAdditionAsync(harbour, One);
        Assert.Equal(2, harbour.Holds("example.org").Length);
        var cleanUp = await harbour.CleanUpAsync("example.org", One);
        Assert.True(cleanUp.ExitCode == 0, cleanUp.ToString());
        Assert.Equal([Hook.Foreign], await harbour.RecordsAsync("example.org"));

        await KillInAdditionAsync(harbour, Two);
        var next = await harbour.AuthAsync("www.example.org", One);

        Assert.True(next.ExitCode == 0, next.ToString());
        Assert.Equal([Hook.Foreign, $"_acme-challenge.www TXT {One}"], await harbour.RecordsAsync("example.org"));
    }

    private async Task KillInAdditionAsync(Harbour harbour, string value)
    {
        await harbour.PostAsync("faults", $$"""{"action":"{{Cloud.Add}}","kind":"hang","when":"after","count":1}""");
        using var process = MooringProgram.Start(harbour.Directory, ["certbot", "auth"], Hook.Variables("example.org", value, 0));
        while (harbour.Holds("example.org").All(record => record.Value != value))
        {
            Assert.False(process.HasExited, "it should be adding a record");
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        process.Kill();
        await MooringProgram.FinishAsync(process);
    }

    private static async Task<HashSet<string>> SeenAsync(Harbour harbour)
    {
        var client = new DnsClient(TimeProvider.System, new DnsClientOptions());
        var reply = await client.QueryAsync(
            new System.Net.IPEndPoint(System.Net.IPAddress.Loopback, harbour.Sandbox.Ports.Dns),
            new DnsQuestion(DomainName.Parse("_acme-challenge.example.org"), DnsType.Txt), TestContext.Current.CancellationToken);
        return [.. reply.Answers.Select(answer => answer.Data).OfType<TxtData>().Select(data => data.ToString()!.Trim('"'))];
    }
}

public sealed class AlidnsHookTests : HookTests
{
    private protected override Cloud Cloud => Cloud.Alidns;
}

public sealed class DnspodHookTests : HookTests
{
    private protected override Cloud Cloud => Cloud.Dnspod;
}
