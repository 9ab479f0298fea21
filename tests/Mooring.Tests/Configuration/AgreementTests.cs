using Mooring.Configuration.Settings;
using Mooring.Core.Addresses;
using Mooring.Engine.Sources.Command;
using Mooring.Engine.Sources.Probe;
using Mooring.Http;

namespace Mooring.Tests.Configuration;

/// <summary>
/// The loader reads some values that a part of the engine reads again. What the loader lets through, the part must take: a
/// configuration that passed <c>check</c> never fails later.
/// </summary>
public sealed class AgreementTests
{
    [Theory]
    [InlineData("utf-8", true)]
    [InlineData("UTF8", true)]
    [InlineData("gbk", true)]
    [InlineData("GB18030", true)]
    [InlineData("cp936", true)]
    [InlineData("936", true)]
    [InlineData("850", true)]
    [InlineData("windows-1252", true)]
    [InlineData("utf-16", true)]
    [InlineData("gkb", false)]
    [InlineData("99999", false)]
    [InlineData("cp0", false)]
    public void On_encodings(string name, bool known)
    {
        var loaded = Sample.Read($"addresses: {{ a: {{ family: ipv4, source: command, command: [x], encoding: \"{name}\" }} }}");

        Assert.Equal(known, loaded.Configuration is not null);
        Assert.Equal(known, OutputEncoding.TryFind(name, out _, out _));
    }

    [Theory]
    [InlineData("https://ip.example.com/a?b=c", true)]
    [InlineData("http://127.0.0.1:9103/ip", true)]
    [InlineData("http://localhost/ip", true)]
    [InlineData("http://[::1]:9103/ip", true)]
    [InlineData("stun:stun.example.com", true)]
    [InlineData("stun:[2001:db8::1]:3479", true)]
    [InlineData("stun://stun.example.com:3478", true)]
    [InlineData("dns://ns.example.com/whoami.example.com", true)]
    [InlineData("dns://[2001:db8::53]:5353/whoami.example.com?class=CH;type=TXT", true)]
    [InlineData("http://ip.example.com/", false)]
    [InlineData("ftp://ip.example.com/", false)]
    [InlineData("https://me@ip.example.com/", false)]
    [InlineData("dns://ns.example.com/whoami.example.com?type=MX", false)]
    [InlineData("dns://ns.example.com/", false)]
    [InlineData("ip.example.com", false)]
    [InlineData("stun", false)]
    [InlineData("stun:stun.example.com/x?y:3478", false)]
    [InlineData(" https://ip.example.com/", false)]
    public void On_probes(string url, bool good)
    {
        var loaded = Sample.Read($"addresses: {{ a: {{ family: ipv4, source: probe, probes: [\"{url}\"], agree: 1 }} }}");

        Assert.Equal(good, loaded.Configuration is not null);
        Assert.Equal(good, ProbeTarget.TryParse(url, out _, out _));
        if (loaded.Configuration?.Address("a") is ProbeAddress { Probes: [var probe] })
        {
            Assert.Equal(ProbeTarget.Parse(url), ProbeTarget.Parse(probe.OriginalString));
        }
    }

    [Fact]
    public void On_probes_with_international_names()
    {
        var good = Sample.Read("addresses: { a: { family: ipv4, source: probe, probes: [\"https://例子.example.com/ip\"], agree: 1 } }");
        var strange = Sample.Read("addresses: { a: { family: ipv4, source: probe, probes: [\"https://a\u0378.example.com/ip\"], agree: 1 } }");

        var probe = Assert.IsType<ProbeAddress>(good.Configuration!.Address("a"));
        Assert.Equal("https://xn--fsqu00a.example.com/ip", ProbeTarget.Parse(Assert.Single(probe.Probes).OriginalString).ToString());
        Assert.Null(strange.Configuration);
    }

    [Theory]
    [InlineData("http://192.0.2.10:3128", true)]
    [InlineData("http://me:pass%40word@proxy.example.com", true)]
    [InlineData("http://[2001:db8::1]:3128/", true)]
    [InlineData("https://192.0.2.10:3128", false)]
    [InlineData("socks5://192.0.2.10:1080", false)]
    [InlineData("http://192.0.2.10:3128/path", false)]
    [InlineData("192.0.2.10:3128", false)]
    public void On_proxies(string url, bool good)
    {
        var loaded = Sample.Read(
            $"accounts: {{ home: {{ provider: alidns, access-key-id: LTAI5tExample, access-key-secret: \"${{env:ALIDNS_SECRET}}\", proxy: \"{url}\" }} }}");

        Assert.Equal(good, loaded.Configuration is not null);
        Assert.Equal(good, ProxyAddress.TryParse(url, out _, out _));
    }

    [Fact]
    public void On_expressions()
    {
        var loaded = Sample.Read("addresses: { a: { family: ipv6, source: command, command: [x], match: 'IPv6[ .:]*([0-9a-f:]+)' } }");

        var command = Assert.IsType<CommandAddress>(loaded.Configuration!.Address("a"));
        Assert.Equal(IpFamily.IPv6, new CommandSource(
            "a", new CommandOptions { Command = command.Command, Policy = command.Policy, Match = command.Match }, new ProcessRunner(TimeProvider.System)).Family);
    }
}
