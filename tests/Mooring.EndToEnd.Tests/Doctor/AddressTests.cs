using Mooring.EndToEnd.Tests.Harness;
using Mooring.EndToEnd.Tests.Network;
using Mooring.Testing;

namespace Mooring.EndToEnd.Tests.Doctor;

/// <summary><c>doctor</c> on what the sources tell, and whether it can be reached.</summary>
public sealed class AddressTests
{
    [Fact]
    public async Task Each_source_is_asked_and_nothing_is_written()
    {
        await using var harbour = await Harbour.OpenAsync();
        await ConfigureAsync(harbour, "");

        var result = await harbour.RunAsync("doctor", "--output", "json");

        Assert.Equal(["ok wan4: 203.0.113.1", "hint spare: there is no interface nowhere0; present are "], [.. Findings.Of(result, "address.source").Select(ToList)]);
        Assert.Empty(await harbour.RecordsAsync("example.com"));
        Assert.False(Directory.Exists(harbour.State));

        static string ToList(string said) => said.Split("present are ") is [var before, _] ? before + "present are " : said;
    }

    [Fact]
    public async Task A_source_without_an_answer_is_a_fault_where_a_record_uses_it_and_the_record_a_hint()
    {
        await using var harbour = await Harbour.OpenAsync();
        await ConfigureAsync(harbour, "");
        await harbour.PutAsync("echo", """{"ipv4":null}""");

        var result = await harbour.RunAsync("doctor", "--output", "json");

        Assert.Equal(1, result.ExitCode);
        Assert.StartsWith("fault wan4: no probe told an address: ", Findings.Of(result, "address.source")[0], StringComparison.Ordinal);
        Assert.StartsWith("hint nas.example.com A: wan4: no probe told an address", Assert.Single(Findings.Of(result, "record.plan")), StringComparison.Ordinal);
        Assert.Equal(["this follows from a fault that is told above"], Findings.Mends(result, "record.plan"));
    }

    [Fact]
    public async Task A_program_that_tells_an_address_runs_once_in_a_visit_whatever_names_it()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the program is a shell script");
        await using var harbour = await Harbour.OpenAsync();
        var ran = Path.Combine(harbour.Directory, "ran");
        await harbour.ConfigureAsync($$"""
            addresses:
              program4: { family: ipv4, source: command, command: ["sh", "-c", "echo once >> '{{ran}}'; echo 203.0.113.5"], match: '([0-9.]+)', allow: [documentation] }
              any4: { family: ipv4, source: first-of, of: [program4] }
            records:
              - { name: nas.example.com, account: home, address: program4 }
              - { name: www.example.com, account: home, address: any4 }
            {{harbour.ClockAndNames()}}
            """);

        var result = await harbour.RunAsync("doctor", "--output", "json");

        Assert.Equal(["ok program4: 203.0.113.5", "ok any4: 203.0.113.5 (from program4)"], Findings.Of(result, "address.source"));
        Assert.Equal(["once"], await File.ReadAllLinesAsync(ran, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Probes_that_disagree_are_told_with_their_answers()
    {
        await using var harbour = await Harbour.OpenAsync();
        await using var liar = new HookServer { Answer = "HTTP/1.1 200 OK\r\nContent-Length: 12\r\nConnection: close\r\n\r\n198.51.100.9" };
        await ConfigureAsync(harbour, $", \"{liar.Url.Replace("127.0.0.1", "localhost", StringComparison.Ordinal)}\"", agree: 2);

        var result = await harbour.RunAsync("doctor", "--output", "json", "--language", "zh");

        Assert.Contains("探测结果不一致", Findings.Of(result, "address.source")[0], StringComparison.Ordinal);
        Assert.Contains("198.51.100.9", Findings.Of(result, "address.source")[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_of_a_carriers_NAT_is_told_before_anybody_tries_to_reach_it()
    {
        await using var island = await Island.OpenAsync();
        await island.IpAsync("addr add 100.66.7.8/24 dev lan0");
        await island.IpAsync("route add default via 100.66.7.1 dev lan0");
        await island.ConfigureAsync("{ family: ipv4, source: probe, probes: [\"http://127.0.0.1:9103/ip\"], agree: 1, allow: [documentation] }");

        var result = await island.MooringAsync("doctor", "--output", "json");

        Assert.Equal(["ok lan: 203.0.113.1"], Findings.Of(result, "address.source"));
        Assert.StartsWith(
            "warning NAT: the line has no public IPv4 address but one of the operator's carrier NAT (100.66.7.8 on lan0, outside 203.0.113.1 is seen",
            Assert.Single(Findings.Of(result, "network.nat")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_without_IPv6_is_told_that_nobody_can_be_asked_over_it()
    {
        await using var island = await Island.OpenAsync();
        await island.IpAsync("addr add 192.168.7.5/24 dev lan0");
        await island.ConfigureAsync("{ family: ipv6, source: interface, interface: lan0 }");

        var result = await island.MooringAsync("doctor", "--output", "json");

        Assert.StartsWith("fault lan: interface lan0: no global IPv6 address", Assert.Single(Findings.Of(result, "address.source")), StringComparison.Ordinal);
        Assert.Equal(["hint IPv6: no interface has a global IPv6 address"], Findings.Of(result, "network.ipv6"));
        Assert.Equal(["hint default route: this machine has no way out, neither over IPv4 nor over IPv6"], Findings.Of(result, "network.route"));
    }

    [Fact]
    public async Task A_cloud_that_is_reached_over_one_family_alone_is_told_where_the_other_has_a_way_out()
    {
        await using var island = await Island.OpenAsync("""
            accounts:
              - { provider: alidns, id: sandbox-id, secret: sandbox-secret }
            zones:
              - name: aliyuncs.com
                provider: alidns
                account: sandbox-id
                records:
                  - { name: alidns, type: A, value: 127.0.0.1 }
                  - { name: alidns, type: AAAA, value: "2001:db8:2::9" }
            """);
        await island.IpAsync("addr add 2001:db8:1::5/64 dev lan0 nodad");
        await island.IpAsync("route add default via 2001:db8:1::1 dev lan0");
        await island.IpAsync("route add prohibit 2001:db8:2::/64");
        await island.WriteAsync($$"""
            accounts:
              home: { provider: alidns, access-key-id: sandbox-id, access-key-secret: sandbox-secret, endpoint: "https://alidns.aliyuncs.com:9143", root-certificates: {{island.Directory}}/root.pem }
            dns: { resolvers: ["127.0.0.1:9153"], authoritative-port: 9153 }
            clock: { sntp: ["127.0.0.1:9123"], agree: 1 }
            state: {{island.Directory}}/state
            """);

        var result = await island.MooringAsync("doctor", "--output", "json");

        Assert.StartsWith("ok home: alidns.aliyuncs.com:9143 answers over IPv4; TLS 1.3", Assert.Single(Findings.Of(result, "network.endpoint")), StringComparison.Ordinal);
        Assert.StartsWith(
            "warning home: alidns.aliyuncs.com:9143 is not reached over IPv6, though over the other family: ", Assert.Single(Findings.Of(result, "network.family")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_real_router_shows_the_one_NAT_there_is()
    {
        await using var island = await Island.OpenAsync();
        await using var router = await RealRouter.OpenAsync(island, "198.41.0.9");
        await island.ConfigureAsync("{ family: ipv4, source: router }");

        var result = await island.MooringAsync("doctor", "--output", "json");

        Assert.StartsWith("ok NAT: one, of this network's router: 192.168.77.20 here, 198.41.0.9 outside", Assert.Single(Findings.Of(result, "network.nat")), StringComparison.Ordinal);
    }

    private static Task ConfigureAsync(Harbour harbour, string moreProbes, int agree = 1) => harbour.ConfigureAsync($$"""
        addresses:
          wan4: { family: ipv4, source: probe, probes: ["http://127.0.0.1:{{harbour.Sandbox.Ports.Echo}}/ip"{{moreProbes}}], agree: {{agree}}, allow: [documentation] }
          spare: { family: ipv6, source: interface, interface: nowhere0 }
        records:
          - { name: nas.example.com, account: home, address: wan4 }
        {{harbour.ClockAndNames()}}
        """);
}
