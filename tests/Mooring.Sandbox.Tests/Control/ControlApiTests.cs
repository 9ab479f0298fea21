using System.Text.RegularExpressions;
using Mooring.Core.Names;
using Mooring.Sandbox.World;
using Mooring.Testing;

namespace Mooring.Sandbox.Tests.Control;

public sealed partial class ControlApiTests : IAsyncLifetime
{
    private readonly ManualClock time = new();
    private readonly SandboxWorld world;
    private ControlTestClient control = null!;

    public ControlApiTests()
    {
        world = new SandboxWorld(time);
        world.AddZone(SandboxProvider.Alidns, "sandbox-id", DomainName.Parse("example.com"), sinceEver: true);
        world.AddZone(SandboxProvider.Tencent, "sandbox-id", DomainName.Parse("example.net"), sinceEver: true);
    }

    public async ValueTask InitializeAsync() => control = await ControlTestClient.StartAsync(world);

    public ValueTask DisposeAsync() => control.DisposeAsync();

    [Fact]
    public async Task A_fresh_zone_shows_no_records()
    {
        var (status, records) = await control.SendAsync("GET", "/zones/example.com/records");

        Assert.Equal(200, status);
        Assert.Empty(records!.AsArray());
    }

    [Fact]
    public async Task Records_that_are_put_are_shown_with_defaults_for_what_was_left_out()
    {
        var (status, _) = await control.SendAsync("PUT", "/zones/example.net/records", """
            [ {"name":"WWW","type":"a","value":"192.0.2.1"},
              {"id":"77","name":"@","type":"MX","value":"5 mx.example.com","ttl":1200,"line":"电信","status":"DISABLE","remark":"备注"} ]
            """);
        var (_, records) = await control.SendAsync("GET", "/zones/example.net/records");

        Assert.Equal(200, status);
        var (first, second) = (records![0]!, records[1]!);
        Assert.True(long.Parse(first["id"]!.GetValue<string>(), provider: null) > int.MaxValue);
        first.AsObject().Remove("id");
        Assert.Equal("""{"name":"www","type":"A","value":"192.0.2.1","ttl":600,"line":"\u9ED8\u8BA4","status":"ENABLE","remark":""}""", first.ToJsonString());
        Assert.Equal("""{"id":"77","name":"@","type":"MX","value":"5 mx.example.com","ttl":1200,"line":"\u7535\u4FE1","status":"DISABLE","remark":"\u5907\u6CE8"}""", second.ToJsonString());
    }

    [Fact]
    public async Task Putting_back_what_was_got_changes_nothing_that_is_shown()
    {
        await control.SendAsync("PUT", "/zones/example.com/records", """[{"name":"www","type":"A","value":"192.0.2.1"},{"name":"@","type":"MX","value":"10 mx.example.com"}]""");
        var (_, before) = await control.SendAsync("GET", "/zones/example.com/records");

        await control.SendAsync("PUT", "/zones/example.com/records", before!.ToJsonString());

        var (_, after) = await control.SendAsync("GET", "/zones/example.com/records");
        Assert.Equal(before.ToJsonString(), after!.ToJsonString());
    }

    [Fact]
    public async Task Putting_records_replaces_all_but_the_name_servers_of_the_cloud()
    {
        await control.SendAsync("PUT", "/zones/example.com/records", """[{"name":"www","type":"A","value":"192.0.2.1"}]""");

        await control.SendAsync("PUT", "/zones/example.com/records", "[]");

        var zone = world.FindZone(DomainName.Parse("example.com"))!;
        Assert.Equal(2, zone.Records.Count);
        Assert.All(zone.Records, record => Assert.True(record.System));
    }

    [Theory]
    [InlineData("PUT", "/zones/example.com/records", """{"name":"www"}""")]
    [InlineData("PUT", "/zones/example.com/records", """[{"name":"www","type":"A"}]""")]
    [InlineData("PUT", "/zones/example.com/records", """[{"name":"www","type":"A","value":"none"}]""")]
    [InlineData("PUT", "/zones/example.com/records", """[{"name":"www","type":"A","value":"192.0.2.1","priority":1}]""")]
    [InlineData("PUT", "/zones/example.com/records", """[{"name":"a..b","type":"A","value":"192.0.2.1"}]""")]
    [InlineData("PUT", "/zones/example.com/records", """[{"id":"7","name":"a","type":"A","value":"192.0.2.1"},{"id":"7","name":"b","type":"A","value":"192.0.2.1"}]""")]
    [InlineData("PUT", "/zones/example.net/records", """[{"name":"www","type":"A","value":"192.0.2.1","line":"nowhere"}]""")]
    [InlineData("PUT", "/zones/example.net/records", """[{"name":"www","type":"A","value":"192.0.2.1","status":"on"}]""")]
    [InlineData("PUT", "/echo", """{"ipv4":"2001:db8::1"}""")]
    [InlineData("PUT", "/echo", """{"ip":"192.0.2.1"}""")]
    [InlineData("PUT", "/clock", "{}")]
    [InlineData("PUT", "/clock", """{"offsetSeconds":"1"}""")]
    [InlineData("PUT", "/clock", """{"offsetSeconds":1e15}""")]
    [InlineData("PUT", "/dns", """{"servers":{"ns3":{}}}""")]
    [InlineData("PUT", "/dns", """{"servers":{"ns1":{"mode":"asleep"}}}""")]
    [InlineData("PUT", "/limits", """{"callsPerSecond":0}""")]
    [InlineData("PUT", "/limits", """{"pagesize":5}""")]
    [InlineData("POST", "/faults", "{}")]
    [InlineData("POST", "/faults", """{"kind":"explode"}""")]
    [InlineData("POST", "/faults", """{"kind":"delay"}""")]
    [InlineData("POST", "/faults", """{"kind":"code","provider":"aws"}""")]
    [InlineData("POST", "/faults", """{"kind":"code","ratio":2}""")]
    [InlineData("POST", "/faults", """{"kind":"code","when":"later"}""")]
    [InlineData("POST", "/faults", "no json")]
    [InlineData("POST", "/faults", "{\"kind\":\"\\ud800\"}")]
    public async Task A_wrong_body_is_refused_with_a_message(string method, string path, string body)
    {
        var (status, reply) = await control.SendAsync(method, path, body);

        Assert.Equal(400, status);
        Assert.NotEmpty(reply!["message"]!.GetValue<string>());
    }

    [Fact]
    public async Task The_message_speaks_chinese_to_those_who_ask_for_it()
    {
        var (_, reply) = await control.SendAsync("PUT", "/clock", """{"seconds":1}""", language: "zh-CN");

        Assert.Equal("未知的键“seconds”；可用的键有 offsetSeconds", reply!["message"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("GET", "/zones/example.org/records", 404)]
    [InlineData("GET", "/nothing", 404)]
    [InlineData("GET", "/echo", 405)]
    [InlineData("PUT", "/calls", 405)]
    public async Task Unknown_addresses_and_methods_are_told_apart(string method, string path, int expected)
    {
        Assert.Equal(expected, (await control.SendAsync(method, path)).Status);
    }

    [Fact]
    public async Task The_echo_changes_only_in_the_families_given()
    {
        await control.SendAsync("PUT", "/echo", """{"ipv4":"198.51.100.7"}""");
        await control.SendAsync("PUT", "/echo", """{"ipv6":null}""");

        Assert.Equal("198.51.100.7", world.Echo.Ipv4?.ToString());
        Assert.Null(world.Echo.Ipv6);
    }

    [Fact]
    public async Task The_clock_moves_the_servers_and_not_true_time()
    {
        var (status, _) = await control.SendAsync("PUT", "/clock", """{"offsetSeconds":-315360000}""");

        Assert.Equal(200, status);
        Assert.Equal(TimeSpan.FromSeconds(-315360000), world.Clock.Now - time.GetUtcNow());
        Assert.Equal(time.GetUtcNow(), world.Clock.TrueNow);
    }

    [Fact]
    public async Task Name_server_settings_left_out_return_to_the_default()
    {
        await control.SendAsync("PUT", "/dns", """{"propagationDelaySeconds":30,"servers":{"ns1":{"mode":"silent"},"ns2":{"propagationDelaySeconds":2.5}}}""");
        var first = (world.Dns.ModeOf("ns1"), world.Dns.DelayOf("ns1"), world.Dns.ModeOf("ns2"), world.Dns.DelayOf("ns2"));
        await control.SendAsync("PUT", "/dns", """{"servers":{"ns2":{"mode":"refused"}}}""");
        var second = (world.Dns.ModeOf("ns1"), world.Dns.DelayOf("ns1"), world.Dns.ModeOf("ns2"), world.Dns.DelayOf("ns2"));

        Assert.Equal((NameServerMode.Silent, TimeSpan.FromSeconds(30), NameServerMode.Answer, TimeSpan.FromSeconds(2.5)), first);
        Assert.Equal((NameServerMode.Answer, TimeSpan.Zero, NameServerMode.Refused, TimeSpan.Zero), second);
    }

    [Fact]
    public async Task Limits_return_to_the_default_with_null_and_stay_when_left_out()
    {
        await control.SendAsync("PUT", "/limits", """{"callsPerSecond":5,"pageSize":7,"listingLagSeconds":30}""");
        await control.SendAsync("PUT", "/limits", """{"callsPerSecond":null,"pageSize":9}""");

        Assert.Equal(new LimitSettings(null, 9, TimeSpan.FromSeconds(30)), world.Limits);
    }

    [Fact]
    public async Task The_journal_shows_every_call_and_is_cleared()
    {
        var number = world.Calls.Begin(SandboxProvider.Tencent, "DescribeRecordList", "sandbox-id", time.GetUtcNow(), """{"Domain":"example.net","Limit":3000}""");
        world.Calls.End(number, 200, "AuthFailure.SignatureFailure");

        var (_, calls) = await control.SendAsync("GET", "/calls");
        var (cleared, _) = await control.SendAsync("DELETE", "/calls");
        var (_, none) = await control.SendAsync("GET", "/calls");

        Assert.Equal(
            """{"provider":"tencent","action":"DescribeRecordList","account":"sandbox-id","at":"2026-01-01T00:00:00.000Z","status":200,"code":"AuthFailure.SignatureFailure","parameters":{"Domain":"example.net","Limit":3000}}""",
            Assert.Single(calls!.AsArray())!.ToJsonString());
        Assert.Equal(204, cleared);
        Assert.Empty(none!.AsArray());
    }

    [Fact]
    public async Task Faults_add_up_and_are_cleared_together()
    {
        await control.SendAsync("POST", "/faults", """{"kind":"code","provider":"alidns","action":"AddDomainRecord","code":"Throttling","count":1}""");
        var (posted, _) = await control.SendAsync("POST", "/faults", """{"kind":"status","status":502,"when":"after"}""");

        var first = Assert.Single(world.Faults.Take(SandboxProvider.Alidns, "AddDomainRecord"));
        var second = Assert.Single(world.Faults.Take(SandboxProvider.Alidns, "AddDomainRecord"));
        var (cleared, _) = await control.SendAsync("DELETE", "/faults");

        Assert.Equal((200, 204), (posted, cleared));
        Assert.Equal((FaultKind.Code, "Throttling"), (first.Kind, first.Code));
        Assert.Equal((FaultKind.Status, 502, true), (second.Kind, second.Status, second.After));
        Assert.Empty(world.Faults.Take(SandboxProvider.Alidns, "AddDomainRecord"));
    }

    [Theory]
    [InlineData("docs/sandbox.md")]
    [InlineData("docs/sandbox.zh-CN.md")]
    public async Task Every_call_that_the_page_shows_is_taken(string page)
    {
        var shown = CallShown().Matches(Checkout.Read(page));

        var statuses = new List<int>();
        foreach (Match call in shown)
        {
            statuses.Add((await control.SendAsync(call.Groups["method"].Value, call.Groups["path"].Value, call.Groups["body"].Value)).Status);
        }

        Assert.Superset(
            new HashSet<string> { "/zones/example.com/records", "/echo", "/clock", "/faults", "/dns", "/limits", "/ca" },
            shown.Select(call => call.Groups["path"].Value).ToHashSet(StringComparer.Ordinal));
        Assert.All(statuses, status => Assert.Equal(200, status));
    }

    [GeneratedRegex(@"^curl -X (?<method>PUT|POST) +127\.0\.0\.1:9100(?<path>/\S+) +-d '(?<body>[^']+)'$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 5_000)]
    private static partial Regex CallShown();
}
