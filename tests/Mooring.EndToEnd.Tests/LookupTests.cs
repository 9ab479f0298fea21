using System.Text.Json;
using Mooring.EndToEnd.Tests.Harness;

namespace Mooring.EndToEnd.Tests;

/// <summary><c>lookup</c> against the sandbox's name servers, by the real program.</summary>
public sealed class LookupTests
{
    private const string Nas = """[{"name":"nas","type":"A","value":"192.0.2.7","ttl":600},{"name":"www","type":"CNAME","value":"nas.example.com","ttl":600}]""";

    [Fact]
    public async Task Shows_what_every_authoritative_server_and_the_resolver_say()
    {
        await using var harbour = await Harbour.OpenAsync();
        await ConfigureAsync(harbour);
        await harbour.PutAsync("zones/example.com/records", Nas);

        var result = await harbour.RunAsync("lookup", "nas.example.com", "--output", "json");

        Assert.True(result.ExitCode == 0, result.ToString());
        var step = Assert.Single(result.Json.GetProperty("steps").EnumerateArray());
        Assert.Equal("example.com", step.GetProperty("zone").GetString());
        var servers = step.GetProperty("servers").EnumerateArray().ToList();
        Assert.Contains(servers, server => server.GetProperty("address").GetString() == "127.0.0.1");
        Assert.Contains(servers, server => server.GetProperty("address").GetString() == "127.0.0.2");
        Assert.All(servers, server => Assert.Equal("192.0.2.7 600", ValueAndTtl(server)));
        var resolver = Assert.Single(result.Json.GetProperty("resolvers").EnumerateArray());
        Assert.Equal("192.0.2.7 600", ValueAndTtl(resolver));
        Assert.Equal($"dig @127.0.0.1 -p {harbour.Sandbox.Ports.Dns} nas.example.com A", resolver.GetProperty("dig").GetString());
    }

    [Fact]
    public async Task Tells_people_whether_the_servers_agree()
    {
        await using var harbour = await Harbour.OpenAsync();
        await ConfigureAsync(harbour);
        await harbour.PutAsync("zones/example.com/records", Nas);

        var agreed = await harbour.RunAsync("lookup", "www.example.com");
        await harbour.PutAsync("dns", """{"servers":{"ns2":{"mode":"refused"}}}""");
        var half = await harbour.RunAsync("lookup", "www.example.com");

        Assert.True(agreed.ExitCode == 0, agreed.ToString());
        Assert.Contains("192.0.2.7", agreed.Output, StringComparison.Ordinal);
        Assert.Contains("all servers agree", agreed.Output, StringComparison.Ordinal);
        Assert.Contains($"dig @127.0.0.2 -p {harbour.Sandbox.Ports.Dns} +norecurse www.example.com A", agreed.Output, StringComparison.Ordinal);
        Assert.Contains("the servers differ", half.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_does_not_exist_is_an_answer()
    {
        await using var harbour = await Harbour.OpenAsync();
        await ConfigureAsync(harbour);

        var result = await harbour.RunAsync("lookup", "nowhere.example.com", "AAAA", "--language", "zh");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Contains("域名不存在", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nas..example.com", "A", "NAME")]
    [InlineData("nas.example.com", "ADDRESS", "TYPE")]
    public async Task Wrong_arguments_are_told_before_anybody_is_asked(string name, string type, string key)
    {
        await using var harbour = await Harbour.OpenAsync();
        await ConfigureAsync(harbour);

        var result = await harbour.RunAsync("lookup", name, type, "--output", "json");

        Assert.Equal(2, result.ExitCode);
        Assert.Equal(key, Assert.Single(result.Json.GetProperty("errors").EnumerateArray()).GetProperty("key").GetString());
    }

    [Fact]
    public async Task Resolvers_over_https_are_asked_too_with_the_dig_line_that_asks_the_same()
    {
        await using var harbour = await Harbour.OpenAsync();
        await using var relay = new DnsOverHttp(harbour.Sandbox.Ports.Dns);
        await harbour.ConfigureAsync($"dns: {{ resolvers: [\"127.0.0.1:{harbour.Sandbox.Ports.Dns}\"], authoritative-port: {harbour.Sandbox.Ports.Dns}, https-resolvers: [\"{relay.Address}\"] }}");
        await harbour.PutAsync("zones/example.com/records", Nas);

        var result = await harbour.RunAsync("lookup", "nas.example.com", "--output", "json");
        var doctor = await harbour.RunAsync("doctor", "--output", "json");

        Assert.True(result.ExitCode == 0, result.ToString());
        var resolver = result.Json.GetProperty("resolvers").EnumerateArray().Last();
        Assert.Equal("192.0.2.7 600", ValueAndTtl(resolver));
        Assert.Equal($"http://127.0.0.1:{relay.Address.Port}", resolver.GetProperty("server").GetString());
        Assert.Equal($"dig @127.0.0.1 -p {relay.Address.Port} +http-plain=/dns-query nas.example.com A", resolver.GetProperty("dig").GetString());
        Assert.Contains(doctor.Json.GetProperty("findings").EnumerateArray(), finding =>
            finding.GetProperty("id").GetString() == "network.https-resolver" && finding.GetProperty("message").GetString()!.Contains("stands alone", StringComparison.Ordinal));
    }

    private static Task ConfigureAsync(Harbour harbour) => harbour.ConfigureAsync(
        $"dns: {{ resolvers: [\"127.0.0.1:{harbour.Sandbox.Ports.Dns}\"], authoritative-port: {harbour.Sandbox.Ports.Dns} }}");

    private static string ValueAndTtl(JsonElement server)
    {
        var record = Assert.Single(server.GetProperty("records").EnumerateArray());
        return $"{record.GetProperty("value").GetString()} {record.GetProperty("ttl").GetInt32()}";
    }
}
