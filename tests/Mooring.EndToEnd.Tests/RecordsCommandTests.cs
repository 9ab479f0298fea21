using System.Text.Json;
using Mooring.EndToEnd.Tests.Harness;

namespace Mooring.EndToEnd.Tests;

/// <summary><c>records list|set|delete</c> at both clouds.</summary>
public sealed class RecordsCommandTests
{
    private static readonly (string Type, string Written, string Listed)[] Values =
    [
        ("A", "192.0.2.1", "192.0.2.1"),
        ("AAAA", "2001:DB8::0:1", "2001:db8::1"),
        ("CNAME", "Target.example.org.", "target.example.org"),
        ("MX", "10 mx.example.org", "10 mx.example.org"),
        ("NS", "ns1.example.org", "ns1.example.org"),
        ("TXT", "v=spf1 -all", "v=spf1 -all"),
        ("SRV", "0 5 5060 sip.example.org", "0 5 5060 sip.example.org"),
        ("CAA", "0 issue \"letsencrypt.org\"", "0 issue \"letsencrypt.org\""),
    ];

    [Theory]
    [InlineData("example.com")]
    [InlineData("example.net")]
    public async Task Every_type_is_listed_as_it_was_set_and_gone_when_deleted(string zone)
    {
        await using var harbour = await OpenAsync();
        var types = zone == "example.com"
            ? Values.Append(("REDIRECT_URL", "https://www.example.org/", "https://www.example.org/"))
            : Values;

        foreach (var (type, written, _) in types)
        {
            await DoneAsync(harbour, "records", "set", NameOf(type, zone), type, written, "--ttl", "20m");
        }

        var records = await ListAsync(harbour, zone);
        foreach (var (type, written, listed) in types)
        {
            var record = Assert.Single(records, record => Text(record, "name") == NameOf(type, zone));
            Assert.Equal((type, listed, 1200), (Text(record, "type"), Text(record, "value"), record.GetProperty("ttl").GetInt32()));
            await DoneAsync(harbour, "records", "delete", NameOf(type, zone), type, written);
        }

        Assert.Empty(await harbour.RecordsAsync(zone));
    }

    [Theory]
    [InlineData("example.com", "default")]
    [InlineData("example.net", "默认")]
    public async Task A_listing_shows_every_key_of_a_record(string zone, string line)
    {
        await using var harbour = await OpenAsync();
        await harbour.PutAsync($"zones/{zone}/records", """[{"id":"77","name":"@","type":"TXT","value":"hello","ttl":900,"status":"DISABLE","remark":"note"},{"name":"xn--fiqs8s","type":"A","value":"192.0.2.1"}]""");

        var records = (await ListAsync(harbour, zone)).Where(record => Text(record, "type") != "NS").ToArray();

        Assert.Equal(
            $$"""{"id":"77","name":"{{zone}}","type":"TXT","value":"hello","ttl":900,"line":"{{line}}","status":"DISABLE","remark":"note"}""",
            records.Single(record => Text(record, "type") == "TXT").ToString());
        Assert.Equal("xn--fiqs8s." + zone, Text(records.Single(record => Text(record, "type") == "A"), "name"));
        var table = await harbour.RunAsync("records", "list", zone);
        Assert.Contains("中国." + zone, table.Output, StringComparison.Ordinal);
        Assert.Contains("paused", table.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("alidns", "example.com")]
    [InlineData("dnspod", "example.net")]
    [InlineData("cns-v2", "example.net")]
    public async Task What_is_odd_at_the_provider_is_listed_or_warned_of(string name, string zone)
    {
        await using var harbour = await Harbour.OpenAsync();
        var cloud = new[] { Cloud.Alidns, Cloud.Dnspod, Cloud.Cns }.Single(cloud => cloud.Name == name);
        await harbour.ConfigureAsync([("one", cloud)], "records: []");
        harbour.Edit(zone, records =>
        [
            .. records,
            harbour.Record(cloud, "a..b A 192.0.2.7") with { Id = "77" },
            harbour.Record(cloud, "low A 192.0.2.8") with { Ttl = -1 },
            harbour.Record(cloud, "none TXT x") with { Ttl = 0 },
        ]);

        var result = await harbour.RunAsync("records", "list", zone, "--output", "json");

        Assert.True(result.ExitCode == 0, result.ToString());
        var listed = result.Json.EnumerateArray().Select(record => Text(record, "name")).ToArray();
        Assert.Contains($"low.{zone}", listed);
        Assert.Contains($"none.{zone}", listed);
        Assert.Contains("'a..b' A 192.0.2.7 (id 77)", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("example.com")]
    [InlineData("example.net")]
    public async Task Several_foreign_records_are_refused_with_their_ids_until_a_mode_or_an_id_says_what_is_meant(string zone)
    {
        await using var harbour = await OpenAsync();
        await PutAsync(harbour, zone, ("11", "192.0.2.1"), ("12", "192.0.2.2"));

        var refused = await harbour.RunAsync("records", "set", $"www.{zone}", "A", "192.0.2.9");
        Assert.Equal(1, refused.ExitCode);
        Assert.All((string[])["id 11", "id 12", "`--id`", "`--mode`", "mode: join", "mode: own"], told => Assert.Contains(told, refused.Output, StringComparison.Ordinal));

        await DoneAsync(harbour, "records", "set", $"www.{zone}", "A", "192.0.2.8", "--id", "12");
        Assert.Equal(["www A 192.0.2.1", "www A 192.0.2.8"], await harbour.RecordsAsync(zone));

        await DoneAsync(harbour, "records", "set", $"www.{zone}", "A", "192.0.2.9", "--mode", "own");
        Assert.Equal(["www A 192.0.2.9"], await harbour.RecordsAsync(zone));
    }

    [Theory]
    [InlineData("example.com")]
    [InlineData("example.net")]
    public async Task Join_stands_beside_foreign_records_and_knows_its_own_by_the_mark_until_that_is_lost_too(string zone)
    {
        await using var harbour = await OpenAsync();
        await PutAsync(harbour, zone, ("11", "192.0.2.1"), ("12", "192.0.2.2"));

        await DoneAsync(harbour, "records", "set", $"www.{zone}", "A", "192.0.2.9", "--mode", "join");
        Assert.Equal(["www A 192.0.2.1", "www A 192.0.2.2", "www A 192.0.2.9"], await harbour.RecordsAsync(zone));

        Directory.Delete(Path.Combine(harbour.State, "accounts"), recursive: true);
        await DoneAsync(harbour, "records", "set", $"www.{zone}", "A", "192.0.2.10", "--mode", "join");
        Assert.Equal(["www A 192.0.2.1", "www A 192.0.2.10", "www A 192.0.2.2"], await harbour.RecordsAsync(zone));

        Directory.Delete(harbour.State, recursive: true);
        await DoneAsync(harbour, "records", "set", $"www.{zone}", "A", "192.0.2.11", "--mode", "join");
        Assert.Equal(["www A 192.0.2.1", "www A 192.0.2.10", "www A 192.0.2.11", "www A 192.0.2.2"], await harbour.RecordsAsync(zone));
    }

    [Theory]
    [InlineData("example.com")]
    [InlineData("example.net")]
    public async Task A_deletion_takes_what_it_names_and_nothing_else_and_what_is_gone_is_success(string zone)
    {
        await using var harbour = await OpenAsync();
        await PutAsync(harbour, zone, ("11", "192.0.2.1"), ("12", "192.0.2.2"), ("13", "192.0.2.3"), ("14", "192.0.2.4"));

        await DoneAsync(harbour, "records", "delete", $"www.{zone}", "A", "192.0.2.1");
        Assert.Equal(["www A 192.0.2.2", "www A 192.0.2.3", "www A 192.0.2.4"], await harbour.RecordsAsync(zone));
        await DoneAsync(harbour, "records", "delete", $"www.{zone}", "A", "--id", "13");
        await DoneAsync(harbour, "records", "delete", $"www.{zone}", "A", "--id", "13");
        Assert.Equal(["www A 192.0.2.2", "www A 192.0.2.4"], await harbour.RecordsAsync(zone));
        await DoneAsync(harbour, "records", "delete", $"www.{zone}", "AAAA", "--all");
        Assert.Equal(["www A 192.0.2.2", "www A 192.0.2.4"], await harbour.RecordsAsync(zone));
        await DoneAsync(harbour, "records", "delete", $"www.{zone}", "A", "--all");
        Assert.Empty(await harbour.RecordsAsync(zone));
    }

    [Theory]
    [InlineData("example.com", "telecom")]
    [InlineData("example.net", "电信")]
    public async Task A_deletion_that_finds_nothing_says_so_and_where_the_record_may_be(string zone, string line)
    {
        await using var harbour = await OpenAsync();
        await harbour.PutAsync($"zones/{zone}/records", $$"""[{"id":"11","name":"www","type":"A","value":"192.0.2.1"},{"id":"12","name":"www","type":"A","value":"192.0.2.2","line":"{{line}}"}]""");

        var id = await harbour.RunAsync("records", "delete", $"www.{zone}", "A", "--id", "999");
        var value = await harbour.RunAsync("records", "delete", $"www.{zone}", "A", "192.0.2.2");
        var all = await harbour.RunAsync("records", "delete", $"www.{zone}", "A", "--all", "--line", "联通");

        Assert.Equal(["www A 192.0.2.1", "www A 192.0.2.2"], await harbour.RecordsAsync(zone));
        Assert.Equal((0, 0, 0), (id.ExitCode, value.ExitCode, all.ExitCode));
        Assert.Contains($"nothing removed, because {zone} has no record with id 999", id.Error, StringComparison.Ordinal);
        Assert.Contains("has no such record: 192.0.2.2. Other records of the name stay as they are: ", value.Error, StringComparison.Ordinal);
        Assert.Contains($"A 192.0.2.2 ({line}, id 12)", value.Error, StringComparison.Ordinal);
        Assert.Contains($"A 192.0.2.2 ({line}, id 12)", all.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("example.com", "telecom")]
    [InlineData("example.net", "电信")]
    public async Task A_line_is_named_in_chinese_or_by_the_providers_code_and_other_lines_stay(string zone, string line)
    {
        await using var harbour = await OpenAsync();
        await DoneAsync(harbour, "records", "set", $"www.{zone}", "A", "192.0.2.1");

        await DoneAsync(harbour, "records", "set", $"www.{zone}", "A", "192.0.2.2", "--line", "电信");
        await DoneAsync(harbour, "records", "set", $"www.{zone}", "A", "192.0.2.3", "--line", line);

        Assert.Equal(["192.0.2.1", $"192.0.2.3 {line}"], harbour.Holds(zone).Select(record => record.Line is "default" or "默认" ? record.Value : $"{record.Value} {record.Line}").Order(StringComparer.Ordinal));
        await DoneAsync(harbour, "records", "delete", $"www.{zone}", "A", "--all", "--line", line);
        Assert.Equal(["www A 192.0.2.1"], await harbour.RecordsAsync(zone));
    }

    [Theory]
    [InlineData("example.com")]
    [InlineData("example.net")]
    public async Task A_change_keeps_remark_ttl_and_a_paused_record_is_refused(string zone)
    {
        await using var harbour = await OpenAsync();
        await harbour.PutAsync($"zones/{zone}/records", """[{"id":"11","name":"a","type":"A","value":"192.0.2.1","ttl":1800,"remark":"mine"},{"id":"12","name":"b","type":"A","value":"192.0.2.1","status":"DISABLE"}]""");

        await DoneAsync(harbour, "records", "set", $"a.{zone}", "A", "192.0.2.2");
        var paused = await harbour.RunAsync("records", "set", $"b.{zone}", "A", "192.0.2.2", "--output", "json");

        var changed = harbour.Holds(zone).Single(record => record.Name == "a");
        Assert.Equal(("11", "192.0.2.2", 1800, "mine"), (changed.Id, changed.Value, changed.Ttl, changed.Remark));
        Assert.Equal(1, paused.ExitCode);
        Assert.Equal("policy", paused.Json.GetProperty("changes")[0].GetProperty("error").GetProperty("fault").GetString());
        Assert.Equal("192.0.2.1", harbour.Holds(zone).Single(record => record.Name == "b").Value);
    }

    [Theory]
    [InlineData("example.com", "AddDomainRecord")]
    [InlineData("example.net", "CreateRecord")]
    public async Task A_ttl_below_the_editions_minimum_is_raised_once_and_said(string zone, string add)
    {
        await using var harbour = await OpenAsync();

        var first = await harbour.RunAsync("records", "set", $"a.{zone}", "A", "192.0.2.1", "--ttl", "60");
        var second = await harbour.RunAsync("records", "set", $"b.{zone}", "A", "192.0.2.1", "--ttl", "60");

        Assert.True(first.ExitCode == 0, first.ToString());
        Assert.True(second.ExitCode == 0, second.ToString());
        Assert.Contains("600", first.Error, StringComparison.Ordinal);
        Assert.Equal([600, 600], harbour.Holds(zone).Select(record => record.Ttl));
        Assert.Equal(3, harbour.Counted()[add]);   // refused, raised; and known the second time
    }

    [Theory]
    [InlineData("example.com", "AddDomainRecord", 10)]
    [InlineData("example.net", "CreateRecord", 4)]
    public async Task A_limit_of_the_edition_is_told_once_and_what_fits_is_there(string zone, string add, int limit)
    {
        await using var harbour = await OpenAsync();

        var result = await harbour.RunAsync(["records", "set", $"www.{zone}", "A", .. Enumerable.Range(1, limit + 1).Select(i => $"192.0.2.{i}"), "--output", "json"]);

        Assert.True(result.ExitCode == 1, result.ToString());
        Assert.Equal(limit, harbour.Holds(zone).Length);
        Assert.Equal(limit + 1, harbour.Counted()[add]);
        var failed = Assert.Single(result.Json.GetProperty("changes").EnumerateArray(), change => Text(change, "outcome") == "failed");
        Assert.Equal("quota", Text(failed.GetProperty("error"), "fault"));
    }

    [Fact]
    public async Task A_name_at_no_account_is_told_with_the_zones_there_are()
    {
        await using var harbour = await OpenAsync();

        var set = await harbour.RunAsync("records", "set", "www.example.org", "A", "192.0.2.1");
        var list = await harbour.RunAsync("records", "list", "example.org");

        Assert.Equal((1, 1), (set.ExitCode, list.ExitCode));
        Assert.All((ProgramResult[])[set, list], result =>
        {
            Assert.Contains("example.com", result.Error, StringComparison.Ordinal);
            Assert.Contains("example.net", result.Error, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task A_zone_at_two_accounts_needs_the_account_named()
    {
        await using var harbour = await Harbour.OpenAsync();
        await harbour.ConfigureAsync([("one", Cloud.Alidns), ("two", Cloud.Alidns)], "");

        var vague = await harbour.RunAsync("records", "set", "www.example.com", "A", "192.0.2.1");
        await DoneAsync(harbour, "records", "set", "www.example.com", "A", "192.0.2.1", "--account", "two");

        Assert.NotEqual(0, vague.ExitCode);
        Assert.Contains("--account", vague.Error, StringComparison.Ordinal);
        Assert.Equal(["www A 192.0.2.1"], await harbour.RecordsAsync("example.com"));
    }

    [Fact]
    public async Task Nobody_at_the_endpoints_is_exit_code_3()
    {
        await using var harbour = await OpenAsync();
        await harbour.Sandbox.DisposeAsync();

        Assert.Equal(3, (await harbour.RunAsync("records", "list", "example.com")).ExitCode);
        Assert.Equal(3, (await harbour.RunAsync("records", "set", "www.example.com", "A", "192.0.2.1")).ExitCode);
    }

    [Theory]
    [InlineData("VALUE", "set", "www.example.com", "A", "2001:db8::1")]
    [InlineData("VALUE", "set", "www.example.com", "A")]
    [InlineData("TYPE", "set", "www.example.com", "AAA", "192.0.2.1")]
    [InlineData("NAME", "set", "www..example.com", "A", "192.0.2.1")]
    [InlineData("--ttl", "set", "www.example.com", "A", "192.0.2.1", "--ttl", "soon")]
    [InlineData("--mode", "set", "www.example.com", "A", "192.0.2.1", "--mode", "all")]
    [InlineData("--id", "set", "www.example.com", "A", "192.0.2.1", "192.0.2.2", "--id", "11")]
    [InlineData("VALUE", "delete", "www.example.com", "A")]
    [InlineData("VALUE", "delete", "www.example.com", "A", "192.0.2.1", "--all")]
    [InlineData("--account", "list", "example.com", "--account", "nobody")]
    public async Task What_is_wrong_with_the_arguments_is_named_before_any_call(string key, params string[] arguments)
    {
        await using var harbour = await OpenAsync();

        var result = await harbour.RunAsync(["records", .. arguments, "--output", "json"]);

        Assert.True(result.ExitCode == 2, result.ToString());
        var error = Assert.Single(result.Json.GetProperty("errors").EnumerateArray());
        Assert.Equal(key, Text(error, "key"));
        Assert.NotEmpty(Text(error, "mend")!);
        Assert.Empty(harbour.World.Calls.Entries);
    }

    private static string NameOf(string type, string zone) => $"{type.Replace('_', '-')}.{zone}".ToLowerInvariant();

    private static string? Text(JsonElement element, string key) => element.GetProperty(key).GetString();

    private static async Task DoneAsync(Harbour harbour, params string[] arguments)
    {
        var result = await harbour.RunAsync(arguments);
        Assert.True(result.ExitCode == 0, $"{string.Join(' ', arguments)}: {result}");
    }

    private static async Task<JsonElement[]> ListAsync(Harbour harbour, string zone)
    {
        var result = await harbour.RunAsync("records", "list", zone, "--output", "json");
        Assert.True(result.ExitCode == 0, result.ToString());
        return [.. result.Json.EnumerateArray()];
    }

    private static Task PutAsync(Harbour harbour, string zone, params (string Id, string Value)[] records) => harbour.PutAsync(
        $"zones/{zone}/records",
        $"[{string.Join(',', records.Select(record => $$"""{"id":"{{record.Id}}","name":"www","type":"A","value":"{{record.Value}}"}"""))}]");

    private static async Task<Harbour> OpenAsync()
    {
        var harbour = await Harbour.OpenAsync();
        await harbour.ConfigureAsync("");
        return harbour;
    }
}
