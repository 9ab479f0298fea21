using Mooring.Core.Addresses;
using Mooring.Dns;
using Mooring.Engine.Sources.Probe;

namespace Mooring.Engine.Tests.Sources.Probe;

public sealed class ProbeTargetTests
{
    [Theory]
    [InlineData("https://ip.example.com/plain", "https://ip.example.com/plain", "ip.example.com")]
    [InlineData("http://127.0.0.1:9103/ip", "http://127.0.0.1:9103/ip", "127.0.0.1")]
    [InlineData("http://[::1]:9103/ip", "http://[::1]:9103/ip", "::1")]
    [InlineData("https://例子.example.com/ip", "https://xn--fsqu00a.example.com/ip", "xn--fsqu00a.example.com")]
    [InlineData("http://localhost/ip", "http://localhost/ip", "localhost")]
    [InlineData("stun:stun.example.com", "stun:stun.example.com:3478", "stun.example.com")]
    [InlineData("stun:127.0.0.1:9103", "stun:127.0.0.1:9103", "127.0.0.1")]
    [InlineData("stun://127.0.0.1:9103/", "stun:127.0.0.1:9103", "127.0.0.1")]
    [InlineData("stun:[2001:db8::1]:19302", "stun:[2001:db8::1]:19302", "2001:db8::1")]
    [InlineData("dns://192.0.2.53/whoami.example.com", "dns://192.0.2.53:53/whoami.example.com", "192.0.2.53")]
    [InlineData("dns://127.0.0.1:9153/WhoAmI.example.com?type=txt", "dns://127.0.0.1:9153/whoami.example.com?type=TXT", "127.0.0.1")]
    [InlineData("dns://[::1]:9153/whoami.cloudflare?class=CH;type=TXT", "dns://[::1]:9153/whoami.cloudflare?class=CH;type=TXT", "::1")]
    [InlineData("dns://ns.example.com/whoami.example.com?type=AAAA&class=IN", "dns://ns.example.com:53/whoami.example.com?type=AAAA", "ns.example.com")]
    public void Is_read_and_printed_in_its_standard_form(string written, string printed, string host)
    {
        Assert.True(ProbeTarget.TryParse(written, out var target, out _));

        Assert.Equal(printed, target.ToString());
        Assert.Equal(host, target.Host);
        Assert.Equal(target, ProbeTarget.Parse(printed));
    }

    [Fact]
    public void What_a_query_holds_is_neither_shown_nor_remembered_and_still_tells_targets_apart()
    {
        var one = ProbeTarget.Parse("https://ip.example.com/plain?key=one");
        var other = ProbeTarget.Parse("https://ip.example.com/plain?key=other");

        Assert.Equal("https://ip.example.com/plain?…", one.ToString());
        Assert.StartsWith("https://ip.example.com ", one.MemoryKey, StringComparison.Ordinal);
        Assert.DoesNotContain("plain", one.MemoryKey, StringComparison.Ordinal);
        Assert.NotEqual(other, one);
        Assert.NotEqual(other.MemoryKey, one.MemoryKey);
    }

    [Theory]
    [InlineData("http://ip.example.com/", "https://")]
    [InlineData("http://192.0.2.1/ip", "loopback")]
    [InlineData("ip.example.com", "stun:host:port")]
    [InlineData("", "stun:host:port")]
    [InlineData("ftp://ip.example.com/", "stun:host:port")]
    [InlineData("https://user:secret@ip.example.com/", "user name or password")]
    [InlineData(" https://ip.example.com/", "https://host/path")]
    [InlineData("https://a\u0378.example.com/", "https://host/path")]
    [InlineData("stun:stun.example.com:0", "stun:host:port")]
    [InlineData("stun:stun.example.com/x?y:3478", "stun:host:port")]
    [InlineData("stun", "stun:host:port")]
    [InlineData("stun:", "stun:host:port")]
    [InlineData("stun:host:port", "stun:host:port")]
    [InlineData("stun:example.com:3478/path", "stun:host:port")]
    [InlineData("dns:whoami.example.com", "dns://server/name")]
    [InlineData("dns://192.0.2.53/", "dns://server/name")]
    [InlineData("dns://192.0.2.53/whoami.example.com?type=MX", "dns://server/name")]
    [InlineData("dns://192.0.2.53/whoami.example.com?colour=red", "dns://server/name")]
    [InlineData("dns://192.0.2.53/-bad-.example.com", "dns://server/name")]
    public void What_is_no_probe_is_refused_with_the_right_forms(string written, string reason)
    {
        Assert.False(ProbeTarget.TryParse(written, out _, out var why));

        Assert.Contains(reason, why.English, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", why.English, StringComparison.Ordinal);
    }

    [Fact]
    public void The_type_asked_for_is_the_familys_unless_it_is_named()
    {
        Assert.Null(Assert.IsType<ProbeTarget.Dns>(ProbeTarget.Parse("dns://192.0.2.53/whoami.example.com")).Type);
        Assert.Equal(DnsType.Txt, Assert.IsType<ProbeTarget.Dns>(ProbeTarget.Parse("dns://192.0.2.53/whoami.example.com?type=TXT")).Type);
    }

    [Theory]
    [InlineData(IpFamily.IPv4, ProbeRegion.China)]
    [InlineData(IpFamily.IPv4, ProbeRegion.Abroad)]
    [InlineData(IpFamily.IPv6, ProbeRegion.China)]
    [InlineData(IpFamily.IPv6, ProbeRegion.Abroad)]
    public void Every_region_and_family_has_at_least_two_operators(IpFamily family, ProbeRegion region)
    {
        var operators = BuiltInProbes.For(family).Where(probe => probe.Region == region).Select(probe => probe.Operator).Distinct(StringComparer.Ordinal);

        Assert.True(operators.Count() >= 2);
    }

    [Fact]
    public void Every_built_in_probe_is_safe_and_documented()
    {
        Assert.All(BuiltInProbes.All, probe =>
        {
            Assert.False(string.IsNullOrWhiteSpace(probe.Source));
            Assert.True(probe.Target is not ProbeTarget.Web web || web.Url.Scheme == "https");
        });
        Assert.Equal(BuiltInProbes.All.Count, BuiltInProbes.All.Select(probe => probe.Target).Distinct().Count());
    }
}
