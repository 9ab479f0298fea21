using Mooring.Sandbox.Seeding;
using Mooring.Sandbox.World;
using Mooring.Testing;

namespace Mooring.Sandbox.Tests.Seeding;

public sealed class SeedReaderTests
{
    [Fact]
    public void Reads_accounts_zones_and_records()
    {
        var seed = SeedReader.Read(
            """
            accounts:
              - { provider: alidns, id: sandbox-id, secret: sandbox-secret }
              - { provider: tencent, id: sandbox-id, secret: sandbox-secret }
            zones:
              - { name: example.com, provider: alidns, account: sandbox-id, records: [ { name: www, type: A, value: 192.0.2.1, ttl: 600 } ] }
              - { name: 例子.中国, provider: tencent, account: sandbox-id }
            """,
            "seed.yaml");

        Assert.Equal([SandboxProvider.Alidns, SandboxProvider.Tencent], seed.Accounts.Select(account => account.Provider));
        Assert.Equal(["example.com", "xn--fsqu00a.xn--fiqs8s"], seed.Zones.Select(zone => zone.Name.Value));
        Assert.Equal(new SeedRecord("www", "A", "192.0.2.1"), Assert.Single(seed.Zones[0].Records));
        Assert.Empty(seed.Zones[1].Records);
    }

    [Theory]
    [InlineData("docs/sandbox.md")]
    [InlineData("docs/sandbox.zh-CN.md")]
    public void Reads_the_seed_that_the_page_shows(string page)
    {
        var shown = Checkout.Read(page).Split("```\n").Single(block => block.StartsWith("accounts:\n  - {", StringComparison.Ordinal));

        var seed = SeedReader.Read(shown, "seed.yaml");

        Assert.Single(Assert.Single(seed.Zones).Records);
    }

    [Fact]
    public void Takes_every_key_a_record_may_have()
    {
        var seed = Read("{ name: '@', type: MX, value: 10 Mail.Example.net., ttl: 60, line: telecom, status: DISABLE, remark: 邮件, id: '77' }");

        var expected = new SeedRecord("@", "MX", "mail.example.net")
        {
            Id = "77",
            Priority = 10,
            Ttl = 60,
            Line = "telecom",
            Enabled = false,
            Remark = "邮件",
        };
        Assert.Equal(expected, Assert.Single(seed.Zones[0].Records));
    }

    [Theory]
    [InlineData("name: www, type: A, value: 2001:db8::1", "2001", "value", "no value of A")]
    [InlineData("name: www, type: B, value: 192.0.2.1", "B", "type", "no type")]
    [InlineData("name: www, type: A", "{ name", "value", "missing")]
    [InlineData("name: www, type: A, value: ''", "''", "value", "empty")]
    [InlineData("name: a b, type: A, value: 192.0.2.1", "a b", "name", "no name in example.com")]
    [InlineData("name: www, type: A, value: 192.0.2.1, ttl: 10m", "10m", "ttl", "no whole number")]
    [InlineData("name: www, type: A, value: 192.0.2.1, ttl: 0", "0 }", "ttl", "from 1 to 604800")]
    [InlineData("name: www, type: A, value: 192.0.2.1, status: off", "off", "status", "no status")]
    [InlineData("name: www, type: MX, value: x mail.example.net", "x mail", "value", "no priority")]
    [InlineData("name: www, type: A, value: 192.0.2.1, id: x7", "x7", "id", "no record id")]
    [InlineData("name: www, type: A, value: 192.0.2.1, tll: 60", "tll", "tll", "unknown key")]
    [InlineData("name: [www], type: A, value: 192.0.2.1", "[www", "name", "single value")]
    public void Names_place_and_key_of_a_wrong_record(string record, string place, string key, string message)
    {
        var problem = Assert.Single(Assert.Throws<SeedException>(() => Read($"{{ {record} }}")).Problems);

        var column = 1 + $"    records: [ {{ {record} }}".IndexOf(place, StringComparison.Ordinal);
        Assert.Equal(("seed.yaml", 7, column, $"zones[0].records[0].{key}"), (problem.File, problem.Line, problem.Column, problem.Key));
        Assert.Contains(message, problem.Message.English, StringComparison.Ordinal);
        Assert.NotEmpty(problem.Mend.English);
    }

    [Fact]
    public void A_line_is_written_as_the_cloud_names_it_and_kept_as_the_cloud_stores_it()
    {
        static string Text(string line) =>
            $$"""
            accounts: [ { provider: tencent, id: a, secret: s } ]
            zones:
              - { name: example.net, provider: tencent, account: a, records: [ { name: www, type: A, value: 192.0.2.1, line: {{line}} } ] }
            """;

        Assert.Equal("电信", SeedReader.Read(Text("10=0"), "seed.yaml").Zones[0].Records[0].Line);
        var problem = Assert.Single(Assert.Throws<SeedException>(() => SeedReader.Read(Text("telecom"), "seed.yaml")).Problems);
        Assert.Equal("zones[0].records[0].line", problem.Key);
    }

    [Theory]
    [InlineData("accounts: 7", 1, 11, "accounts", "a list is expected")]
    [InlineData("acounts: []", 1, 1, "acounts", "unknown key")]
    [InlineData("- a", 1, 1, "", "a mapping is expected")]
    [InlineData("", 1, 1, "", "0 documents")]
    [InlineData("a: [", 2, 1, "", "no valid YAML")]
    [InlineData("accounts: []\naccounts: []", 2, 1, "", "no valid YAML")]
    [InlineData("accounts: [ { provider: aliyun, id: a, secret: s } ]", 1, 25, "accounts[0].provider", "no provider")]
    [InlineData("accounts: [ { provider: alidns, id: a } ]", 1, 13, "accounts[0].secret", "missing")]
    [InlineData("accounts: [ hello ]", 1, 13, "accounts[0]", "a mapping is expected")]
    [InlineData("accounts: [ { provider: alidns, id: a, secret: s }, { provider: alidns, id: a, secret: t } ]", 1, 77, "accounts[1].id", "twice")]
    [InlineData("zones: [ { name: example.com, provider: alidns, account: a } ]", 1, 58, "zones[0].account", "no account 'a' at alidns")]
    [InlineData("zones: [ { name: exa mple.com, provider: alidns, account: '' } ]", 1, 18, "zones[0].name", "no domain name")]
    public void Names_place_and_key_of_every_other_mistake(string text, int line, int column, string key, string message)
    {
        var problem = Assert.Throws<SeedException>(() => SeedReader.Read(text, "seed.yaml")).Problems[0];

        Assert.Equal((line, column, key), (problem.Line, problem.Column, problem.Key));
        Assert.Contains(message, problem.Message.English, StringComparison.Ordinal);
    }

    [Fact]
    public void Shows_all_mistakes_of_a_file_together_and_no_secret()
    {
        var text =
            """
            accounts:
              - { provider: alidns, id: a, secret: hush, token: x }
            zones:
              - { name: example.com, provider: tencent, account: a }
              - { name: example.com, provider: alidns, account: a, records: [ { name: www, type: AA, value: 1 } ] }
            """;

        var refused = Assert.Throws<SeedException>(() => SeedReader.Read(text, "my seed.yaml"));

        Assert.Equal(
            ["accounts[0].token", "zones[0].account", "zones[1].name", "zones[1].records[0].type"],
            refused.Problems.Select(problem => problem.Key));
        Assert.StartsWith("my seed.yaml:2:46: accounts[0].token: unknown key; the keys here are provider, id, secret", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", refused.Message, StringComparison.Ordinal);
    }

    private static Seed Read(string record) => SeedReader.Read(
        $$"""
        accounts:
          - { provider: alidns, id: a, secret: s }
        zones:
          - name: example.com
            provider: alidns
            account: a
            records: [ {{record}} ]
        """,
        "seed.yaml");
}
