using System.Net;

namespace Mooring.Dns.Tests;

public sealed class SystemResolversTests
{
    [Fact]
    public void The_nameserver_lines_of_resolv_conf_count_in_their_order()
    {
        var servers = ResolvConf.Servers("""
            # made by hand
            ; nameserver 192.0.2.66
            search example.com
            nameserver 192.0.2.53
            nameserver	2001:db8::53
            nameserver
            nameserver dns.example.com
            nameservers 192.0.2.67
              nameserver fe80::1%1   # with a zone
            options edns0 timeout:1
            """);

        Assert.Equal(["192.0.2.53:53", "[2001:db8::53]:53", "[fe80::1%1]:53"], servers.Select(server => server.ToString()));
    }

    [Fact]
    public void Lines_may_end_as_on_Windows() =>
        Assert.Equal([new IPEndPoint(IPAddress.Parse("192.0.2.53"), 53)], ResolvConf.Servers("nameserver 192.0.2.53\r\noptions rotate\r\n"));

    [Fact]
    public void This_machine_always_has_at_least_one() => Assert.NotEmpty(SystemResolvers.Read());
}
