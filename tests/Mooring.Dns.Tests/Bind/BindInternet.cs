using System.Net;

namespace Mooring.Dns.Tests.Bind;

/// <summary>Two real servers: one authoritative at 127.0.0.1 and ::1, which differ, and a recursive one in front of them.</summary>
/// <remarks>BIND listens only on addresses that an interface has, so 127.0.0.2 will not do.</remarks>
public sealed class BindInternet : IAsyncLifetime
{
    private const string Options = """
        options {
          directory "DIRECTORY"; pid-file none; session-keyfile none; dnssec-validation no; notify no; empty-zones-enable no;
          allow-query { any; };
        """;

    private const string Authoritative = Options + """
          listen-on port PORT { 127.0.0.1; }; listen-on-v6 port PORT { ::1; }; recursion no; minimal-responses no;
        };
        controls { };
        view first {
          match-destinations { 127.0.0.1; };
          zone "example.com" { type primary; file "example.com.zone"; };
          zone "example.net" { type primary; file "example.net.zone"; };
          zone "2.0.192.in-addr.arpa" { type primary; file "reverse.zone"; };
          zone "broken.example.com" { type primary; file "broken.example.com.zone"; };
          zone "silent.example.com" { type primary; file "silent.example.com.zone"; };
          zone "lag.example.com" { type primary; file "lag.example.com.zone"; };
        };
        view second {
          match-destinations { ::1; };
          zone "example.com" { type primary; file "example.com.zone"; };
          zone "example.net" { type primary; file "example.net.new.zone"; };
          zone "sub.example.com" { type primary; file "sub.example.com.zone"; };
          zone "broken.example.com" { type secondary; file "never.zone"; primaries { 127.0.0.1 port 1; }; };
          zone "lag.example.com" { type primary; file "lag.example.com.old.zone"; allow-update { any; }; };
        };
        """;

    private const string ExampleCom = """
        $ORIGIN example.com.
        $TTL 600
        @ IN SOA ns1 hostmaster 2026010101 3600 600 86400 300
          NS ns1
          NS ns2
          MX 10 mail
          MX 20 mail.example.net.
          CAA 0 issue "ca.example.net; policy=ev"
          CAA 128 iodef "mailto:security@example.com"
          TXT "v=spf1 -all"
        ns1 A 127.0.0.1
        ns2 AAAA ::1
        mail 60 A 192.0.2.25
        www A 192.0.2.1
        www A 192.0.2.2
        www AAAA 2001:db8::1
        Mixed A 192.0.2.3
        *.wild TXT "from the wildcard"
        exact.wild TXT "itself"
        alias CNAME chain
        chain CNAME www
        away CNAME target.example.net.
        dangling CNAME nowhere
        loop1 CNAME loop2
        loop2 CNAME loop1
        _sip._tcp SRV 10 60 5060 mail
        odd\.label.odd TXT "a dot in a label"
        \000\255\ x.odd TXT "\000\"\\\255;"
        strings TXT "one" "" "three"
        unicode TXT "\232\175\129\228\185\166"
        generic TYPE65280 \# 4 0a000001
        svc HTTPS 1 . alpn=h2
        hinfo HINFO "pc" "linux"
        naptr NAPTR 100 10 "u" "E2U+sip" "" www
        sub NS ns.sub
        ns.sub AAAA ::1
        ns3 A 127.0.0.2
        broken NS ns1
        broken NS ns2
        silent NS ns1
        silent NS ns3
        lag NS ns1
        lag NS ns2
        _acme-challenge TXT "one"
        _acme-challenge TXT "two"
        _acme-challenge.via CNAME _acme-challenge.target.example.net.
        _acme-challenge.far CNAME here.far
        here.far CNAME _acme-challenge.target.example.net.
        tree DNAME tree.example.net.
        _acme-challenge.round CNAME loop.round
        loop.round CNAME _acme-challenge.round
        *.star CNAME _acme-challenge.target.example.net.
        """;

    private const string ExampleNet = """
        $ORIGIN example.net.
        $TTL 600
        @ IN SOA ns1.example.com. hostmaster.example.com. 1 3600 600 86400 300
          NS ns1.example.com.
          NS ns2.example.com.
        """;

    private const string Lag = """
        $TTL 600
        @ IN SOA ns1.example.com. hostmaster.example.com. 1 3600 600 86400 300
          NS ns1.example.com.
          NS ns2.example.com.
        """;

    private const string Sub = """
        $ORIGIN sub.example.com.
        $TTL 600
        @ IN SOA ns hostmaster.example.com. 1 3600 600 86400 300
          NS ns
        ns AAAA ::1
        deep A 192.0.2.77
        _acme-challenge TXT "six"
        """;

    private const string Reverse = """
        $ORIGIN 2.0.192.in-addr.arpa.
        $TTL 600
        @ IN SOA ns1.example.com. hostmaster.example.com. 1 3600 600 86400 300
          NS ns1.example.com.
        1 PTR www.example.com.
        """;

    private NamedProcess? _authoritative;
    private NamedProcess? _resolver;

    public IPEndPoint Authoritative1 => new(IPAddress.Parse("127.0.0.1"), Port(_authoritative));

    public IPEndPoint Resolver => new(IPAddress.Parse("127.0.0.1"), Port(_resolver));

    public async ValueTask InitializeAsync()
    {
        _authoritative = await NamedProcess.StartAsync(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["named.conf"] = Authoritative,
            ["example.com.zone"] = ExampleCom + Many() + Steps() + "\n",
            ["example.net.zone"] = ExampleNet + "\ntarget A 198.51.100.1\n_acme-challenge TXT \"new\"\n",
            ["example.net.new.zone"] = ExampleNet + "\ntarget A 198.51.100.2\n_acme-challenge TXT \"old\"\n",
            ["sub.example.com.zone"] = Sub + "\n",
            ["broken.example.com.zone"] = Lag + "\n_acme-challenge TXT \"new\"\n",
            ["silent.example.com.zone"] = Lag.Replace("ns2", "ns3", StringComparison.Ordinal) + "\n_acme-challenge TXT \"new\"\n",
            ["lag.example.com.zone"] = Lag + "\n_acme-challenge TXT \"new\"\n",
            ["lag.example.com.old.zone"] = Lag + "\n",
            ["reverse.zone"] = Reverse + "\n",
        });
        if (_authoritative is not null)
        {
            _resolver = await NamedProcess.StartAsync(new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["named.conf"] = Forwarding(_authoritative.Port),
            });
        }
    }

    public async ValueTask DisposeAsync()
    {
        await (_resolver?.DisposeAsync() ?? default);
        await (_authoritative?.DisposeAsync() ?? default);
    }

    private static int Port(NamedProcess? process)
    {
        if (process is null)
        {
            NamedProcess.SayItIsMissing();
        }

        return process!.Port;
    }

    // Larger than any UDP reply that is asked for, and than 512 octets.
    private static string Many() => string.Concat(Enumerable.Range(0, 40).Select(i => $"\nmany TXT \"{i:D3} {new string('x', 100)}\""));

    // More aliases than anybody follows.
    private static string Steps() => string.Concat(Enumerable.Range(0, 12).Select(i => $"\nstep{i} CNAME step{i + 1}"));

    private static string Forwarding(int port) => Options + $$"""
          listen-on port PORT { 127.0.0.1; }; listen-on-v6 { none; }; recursion yes; forward only; forwarders { 127.0.0.1 port {{port}}; };
        };
        controls { };
        zone "sub.example.com" { type forward; forward only; forwarders { ::1 port {{port}}; }; };
        """;
}
