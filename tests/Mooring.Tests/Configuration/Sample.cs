using Mooring.Composition;
using Mooring.Configuration;
using Mooring.Tests.Cli;

namespace Mooring.Tests.Configuration;

/// <summary>Configurations for tests, and a short way to read one.</summary>
internal static class Sample
{
    /// <summary>A file with a root certificate.</summary>
    public static string Roots { get; } = Path.Combine(AppContext.BaseDirectory, "Configuration", "root.pem");

    /// <summary>Everything that can be written, as the documentation shows it.</summary>
    public static string Whole { get; } =
        """
        accounts:
          home:
            provider: alidns
            access-key-id: LTAI5tExample
            access-key-secret: ${env:ALIDNS_SECRET}
          office:
            provider: tencent                                       # api: dnspod (default) | cns-v2
            secret-id: ${env:TENCENTCLOUD_SECRET_ID}
            secret-key: ${env:TENCENTCLOUD_SECRET_KEY}
            security-token: ${env:TOKEN}
            endpoint: http://127.0.0.1:9102
            proxy: http://me:proxy-password@192.0.2.10:3128
            resolvers: [127.0.0.1:9153, "[2001:db8::53]:5353", 192.0.2.53]
            root-certificates: ROOTS
          hand: { provider: manual, zones: [example.org] }
        addresses:
          wan4: { family: ipv4, source: probe }
          lab4: { family: ipv4, source: probe, probes: ["http://127.0.0.1:9103/ip"], agree: 1, allow: [documentation] }
          lan6: { family: ipv6, source: interface, interface: eth0, select: temporary }
          cmd6: { family: ipv6, source: command, command: ["ipconfig"], match: '临时 IPv6 地址[ .:]*([0-9a-f:]+)', encoding: gbk }
          fix4: { family: ipv4, source: static, value: 203.0.113.9, allow: [documentation, private] }
          router4: { family: ipv4, source: router, gateway: 192.168.1.1, protocols: [upnp, pcp] }
          any4: { family: ipv4, source: first-of, of: [router4, wan4] }
          nas6: { family: ipv6, source: neighbour, interface: eth0, suffix: "::7:0:0:0:5", prefix-length: 56 }
          box6: { family: ipv6, source: neighbour, interface: eth0, mac: 02-00-5E-10-20-30 }
          hook4: { family: ipv4, source: file, path: run/wan4, match: 'IP=(.*)' }
        records:
          - { name: nas.example.com, account: home, address: [wan4, lan6], ttl: 10m }
          - { name: "*.lab.example.com", account: office, address: wan4, create: false, mode: join, line: 电信 }
          - { name: old.example.com, account: home, absent: [A, AAAA] }
          - { name: mail.example.com, account: home, type: MX, value: mx.example.net, priority: 10 }
          - { name: one.example.com, account: home, address: fix4, id: 9999985, zone: example.com, mode: own, ttl: 600 }
        certificates:
          - name: example
            domains: [example.com, "*.example.com"]
            account: home
            issuer: private
            key: [ecdsa-p256, rsa-2048]
            deploy:
              - files: { directory: /etc/nginx/tls, owner: root, mode: "0640", group: www-data }
              - run: ["systemctl", "reload", "nginx"]
        issuers:
          letsencrypt: { directory: https://acme-v02.api.letsencrypt.org/directory, agree-terms: true, email: me@example.com }
          private: { directory: https://127.0.0.1:14000/dir, agree-terms: true, root-certificates: ROOTS, eab: { key-id: k, hmac-key: "${env:HMAC}" }, profile: tlsserver }
        daemon: { interval: 1m30s, refresh: 3600, drift: report, delete-on-stop: true }
        state: /var/lib/elsewhere
        dns: { resolvers: ["127.0.0.1:9153"], authoritative-port: 9153, https-resolvers: ["https://dns.alidns.com/dns-query", "https://doh.pub/dns-query"], propagation: { timeout: 20m, grace: 30s } }
        clock: { warn: 30s, sntp: ["ntp.aliyun.com", "127.0.0.1:9123"], agree: 1 }
        console: { listen: 127.0.0.1:9054, tokens: [ { token: "${env:CONSOLE}", scopes: [trigger, metrics, httpreq], domains: [example.com] } ] }
        notify: [ { webhook: { url: "${env:HOOK}" }, events: [changed, failed, recovered, clock, expiring] } ]
        """.Replace("ROOTS", Roots, StringComparison.Ordinal);

    /// <summary>The variables that <see cref="Whole"/> refers to.</summary>
    public static ProcessEnvironment Environment { get; } = Run.Nowhere with
    {
        Variables = ProcessEnvironment.VariablesOf(
        [
            ("ALIDNS_SECRET", "alidns-secret"), ("TENCENTCLOUD_SECRET_ID", "AKIDexample"), ("TENCENTCLOUD_SECRET_KEY", "tencent-secret"),
            ("TOKEN", "sts-token"), ("HMAC", "hmac-secret"), ("CONSOLE", "console-token"), ("HOOK", "https://hooks.example.com/hook-token"),
        ]),
    };

    /// <summary>Where these configurations are said to lie.</summary>
    public static string File { get; } = Path.Combine(Path.GetTempPath(), "no-such-directory", "mooring.yaml");

    /// <summary>Reads a text.</summary>
    public static LoadedConfiguration Read(string text) => ConfigurationLoader.Parse(text, File, Environment, ProviderLines.Of);
}
