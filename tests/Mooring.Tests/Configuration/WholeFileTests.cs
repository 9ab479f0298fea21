using System.Net;
using Mooring.Configuration.Settings;
using Mooring.Configuration;
using Mooring.Core.Addresses;
using Mooring.Core.Names;
using Mooring.Core.Planning;
using Mooring.Core.Records;
using Mooring.Engine.Deploy;
using Mooring.Engine.Notifications;

namespace Mooring.Tests.Configuration;

public sealed class WholeFileTests
{
    private static readonly LoadedConfiguration Loaded = Sample.Read(Sample.Whole);

    private static MooringConfiguration Whole => Loaded.Configuration!;

    [Fact]
    public void The_documented_file_is_good()
    {
        Assert.Empty(Loaded.Problems);
        Assert.NotNull(Loaded.Configuration);
    }

    [Fact]
    public void Reads_accounts()
    {
        var home = Assert.IsType<AlidnsAccount>(Whole.Account("home"));
        Assert.Equal(("alidns", "LTAI5tExample", "alidns-secret"), (home.Provider, home.AccessKeyId, home.AccessKeySecret.Reveal()));
        var office = Assert.IsType<TencentAccount>(Whole.Account("office"));
        Assert.Equal(("tencent", "AKIDexample", "tencent-secret"), (office.Provider, office.SecretId, office.SecretKey.Reveal()));
        Assert.Equal(TencentApi.Dnspod, office.Api);
        Assert.Equal("sts-token", office.SecurityToken!.Reveal());
        Assert.Equal("http://127.0.0.1:9102/", office.Endpoint!.ToString());
        Assert.Equal(3128, office.Proxy!.Address.Port);
        Assert.Equal("127.0.0.1:9153 [2001:db8::53]:5353 192.0.2.53:53", string.Join(' ', office.Resolvers));
        Assert.Equal(Sample.Roots, office.RootCertificates);
        var hand = Assert.Single(Whole.ManualAccounts);
        Assert.Equal(("hand", "example.org"), (hand.Name, string.Join(' ', hand.Zones)));
    }

    [Fact]
    public void Reads_address_sources()
    {
        Assert.Equal(("", 2), Probe("wan4"));
        Assert.Equal(("http://127.0.0.1:9103/ip", 1), Probe("lab4"));
        Assert.Equal(AllowedRanges.Documentation, Whole.Address("lab4").Allow);
        var lan6 = Assert.IsType<InterfaceAddress>(Whole.Address("lan6"));
        Assert.Equal(("eth0", AddressKind.Temporary, IpFamily.IPv6), (lan6.Interface, lan6.Select, lan6.Family));
        var cmd6 = Assert.IsType<CommandAddress>(Whole.Address("cmd6"));
        Assert.Equal(("ipconfig", "临时 IPv6 地址[ .:]*([0-9a-f:]+)", "gb2312"), (Assert.Single(cmd6.Command), cmd6.Match?.ToString(), cmd6.Encoding?.WebName));
        var fix4 = Assert.IsType<StaticAddress>(Whole.Address("fix4"));
        Assert.Equal(IPAddress.Parse("203.0.113.9"), fix4.Value);
        Assert.Equal(AllowedRanges.Documentation | AllowedRanges.Private, fix4.Allow);

        (string, int) Probe(string name)
        {
            var probe = Assert.IsType<ProbeAddress>(Whole.Address(name));
            return (string.Join(' ', probe.Probes), probe.Agree);
        }
    }

    [Fact]
    public void Reads_sources_of_the_network_around()
    {
        var router = Assert.IsType<RouterAddress>(Whole.Address("router4"));
        Assert.Equal((IPAddress.Parse("192.168.1.1"), "Upnp Pcp"), (router.Gateway, string.Join(' ', router.Protocols)));
        Assert.Equal("router4 wan4", string.Join(' ', Assert.IsType<FirstOfAddress>(Whole.Address("any4")).Of));
        var (nas, box) = (Assert.IsType<NeighbourAddress>(Whole.Address("nas6")), Assert.IsType<NeighbourAddress>(Whole.Address("box6")));
        Assert.Equal(("eth0", "::7:0:0:0:5", 56), (nas.Interface, nas.Suffix.ToString(), nas.PrefixLength));
        Assert.Equal(("::5eff:fe10:2030", 64), (box.Suffix.ToString(), box.PrefixLength));
        var hook = Assert.IsType<FileAddress>(Whole.Address("hook4"));
        Assert.Equal((Path.Combine(Path.GetDirectoryName(Sample.File)!, "run", "wan4"), "IP=(.*)"), (hook.Path, hook.Match?.ToString()));
    }

    [Fact]
    public void A_chain_may_name_sources_that_stand_below_it()
    {
        var loaded = Sample.Read(
            """
            addresses:
              wan: { family: ipv4, source: first-of, of: [inner, fix4] }
              inner: { family: ipv4, source: first-of, of: fix4 }
              fix4: { family: ipv4, source: static, value: 192.168.1.9, allow: private }
            """);

        Assert.Empty(loaded.Problems);
        Assert.Equal("inner fix4", string.Join(' ', Assert.IsType<FirstOfAddress>(loaded.Configuration!.Address("wan")).Of));
    }

    [Fact]
    public void Reads_records()
    {
        var (nas, lab, old, mail, one) = (Whole.Records[0], Whole.Records[1], Whole.Records[2], Whole.Records[3], Whole.Records[4]);

        Assert.Equal("wan4 lan6", string.Join(' ', Assert.IsType<RecordWish.Addresses>(nas.Wish).Sources));
        Assert.Equal((new Ttl(600), SetMode.Adopt, true, "home"), (nas.Ttl, nas.Mode, nas.Create, nas.Account));
        Assert.Equal((DomainName.Parse("*.lab.example.com"), false, SetMode.Join, "电信"), (lab.Name, lab.Create, lab.Mode, lab.Line));
        Assert.Null(lab.Ttl);
        Assert.Equal("A AAAA", string.Join(' ', Assert.IsType<RecordWish.Absent>(old.Wish).Types));
        var mx = Assert.IsType<RecordWish.Values>(mail.Wish);
        Assert.Equal((RecordType.Mx, new RecordValue("mx.example.net", 10)), (mx.Type, Assert.Single(mx.Contents)));
        Assert.Equal(("9999985", DomainName.Parse("example.com"), SetMode.Own, "records[4]"), (one.Id, one.Zone, one.Mode, one.Key));
    }

    [Fact]
    public void Reads_the_daemons_rhythm_the_resolvers_and_the_clock()
    {
        Assert.Equal(new DaemonSettings { Interval = TimeSpan.FromSeconds(90), Refresh = TimeSpan.FromHours(1), Drift = DriftPolicy.Report, DeleteOnStop = true }, Whole.Daemon);
        Assert.Equal((TimeSpan.FromMinutes(20), TimeSpan.FromSeconds(30)), (Whole.Dns.Propagation.Timeout, Whole.Dns.Propagation.Grace));
        Assert.Equal((9153, "127.0.0.1:9153", 2), (Whole.Dns.AuthoritativePort, string.Join(' ', Whole.Dns.Resolvers), Whole.Dns.HttpsResolvers.Count));
        Assert.Equal((TimeSpan.FromSeconds(30), "ntp.aliyun.com:123 127.0.0.1:9123", 1), (Whole.Clock.Warn, string.Join(' ', Whole.Clock.Sntp), Whole.Clock.Agree));
        Assert.Equal("/var/lib/elsewhere", Whole.State.Directory);
    }

    [Fact]
    public void Reads_what_later_versions_act_on()
    {
        var certificate = Assert.Single(Whole.Certificates);
        Assert.Equal("example.com *.example.com", string.Join(' ', certificate.Domains));
        Assert.Equal("ecdsa-p256 rsa-2048", string.Join(' ', certificate.Keys));
        var files = Assert.IsType<DeployStep.Files>(certificate.Deploy[0]);
        Assert.Equal(("/etc/nginx/tls", "root", "www-data", UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead), (files.Directory, files.Owner, files.Group, files.Mode));
        Assert.Equal("systemctl reload nginx", string.Join(' ', Assert.IsType<DeployStep.Run>(certificate.Deploy[1]).Command));
        var issuer = Whole.Issuers[1];
        Assert.Equal(("private", Sample.Roots, "k", "hmac-secret", "tlsserver"), (issuer.Name, issuer.RootCertificates, issuer.EabKeyId, issuer.EabHmacKey!.Reveal(), issuer.Profile));
        var token = Assert.Single(Whole.Console!.Tokens);
        Assert.Equal(("127.0.0.1:9054", "console-token", "trigger metrics httpreq", "example.com"), (Whole.Console.Listen.ToString(), token.Token.Reveal(), string.Join(' ', token.Scopes), string.Join(' ', token.Domains)));
        var notification = Assert.Single(Whole.Notifications);
        Assert.Equal(("https://hooks.example.com/hook-token", 5), (Assert.IsType<NotificationTarget.Webhook>(notification.Target).Url.Reveal(), notification.Events.Count));
    }

    [Fact]
    public void Collects_every_secret_for_whoever_keeps_them_out_of_logs()
    {
        string[] secrets = ["alidns-secret", "tencent-secret", "sts-token", "hmac-secret", "console-token", "https://hooks.example.com/hook-token", "hook-token", "proxy-password"];

        Assert.All(secrets, secret => Assert.Contains(Loaded.Secrets, one => one == secret));
    }

    [Fact]
    public void Shows_no_secret_in_its_text_form() =>
        Assert.DoesNotContain("-secret", string.Join(' ', Whole.Accounts.Select(account => account.ToString())), StringComparison.Ordinal);

    [Fact]
    public void What_is_left_out_has_the_documented_defaults()
    {
        var bare = Sample.Read("accounts: {}").Configuration!;

        Assert.Equal(new DaemonSettings { Interval = TimeSpan.FromMinutes(5), Refresh = TimeSpan.FromMinutes(30) }, bare.Daemon);
        Assert.Equal(53, bare.Dns.AuthoritativePort);
        Assert.Equal((TimeSpan.FromSeconds(60), 2), (bare.Clock.Warn, bare.Clock.Agree));
        Assert.Equal("ntp.aliyun.com:123 time1.cloud.tencent.com:123 time.cloudflare.com:123", string.Join(' ', bare.Clock.Sntp));
        Assert.Null(bare.State.Directory);
        Assert.Null(bare.Console);
        Assert.Empty(bare.Records);
    }

    [Fact]
    public void Json_is_read_too()
    {
        const string Json =
            """
            {
            	"accounts": { "home": { "provider": "alidns", "access-key-id": "LTAI5tExample", "access-key-secret": "${env:ALIDNS_SECRET}" } },
            	"addresses": { "wan4": { "family": "ipv4", "source": "probe", "agree": 2 } },
            	"records": [
            		{ "name": "nas.example.com", "account": "home", "address": ["wan4"], "ttl": 600, "create": false }
            	]
            }
            """;

        var loaded = Sample.Read(Json);

        Assert.Empty(loaded.Problems);
        Assert.False(Assert.Single(loaded.Configuration!.Records).Create);
    }

    [Fact]
    public void Anchors_and_aliases_may_spare_repetition()
    {
        var loaded = Sample.Read(
            """
            accounts:
              home: &account { provider: alidns, access-key-id: LTAI5tExample, access-key-secret: "${env:ALIDNS_SECRET}" }
              work: *account
            """);

        Assert.Empty(loaded.Problems);
        Assert.Equal("home work", string.Join(' ', loaded.Configuration!.Accounts.Select(account => account.Name)));
    }

    [Theory]
    [InlineData("600", 600)]
    [InlineData("90s", 90)]
    [InlineData("10m", 600)]
    [InlineData("1h", 3600)]
    [InlineData("1h30m", 5400)]
    [InlineData("7d", 604800)]
    [InlineData("1", 1)]
    public void A_ttl_may_be_written_in_many_ways(string written, int seconds)
    {
        var loaded = Sample.Read(
            $$"""
            accounts:
              home: { provider: alidns, access-key-id: LTAI5tExample, access-key-secret: "${env:ALIDNS_SECRET}" }
            records:
              - { name: nas.example.com, account: home, type: TXT, value: x, ttl: {{written}} }
            """);

        Assert.Equal(new Ttl(seconds), Assert.Single(loaded.Configuration!.Records).Ttl);
    }

    [Theory]
    [InlineData("nas.example.com", "nas.example.com")]
    [InlineData("NAS.Example.COM.", "nas.example.com")]
    [InlineData("example.com", "example.com")]
    [InlineData("'*.example.com'", "*.example.com")]
    [InlineData("_acme-challenge.example.com", "_acme-challenge.example.com")]
    [InlineData("_sip._tcp.example.com", "_sip._tcp.example.com")]
    [InlineData("xn--fsqu00a.xn--fiqs8s", "xn--fsqu00a.xn--fiqs8s")]
    public void Apex_wildcard_and_underscore_names_are_taken(string written, string name)
    {
        var loaded = Sample.Read(
            $$"""
            accounts:
              home: { provider: alidns, access-key-id: LTAI5tExample, access-key-secret: "${env:ALIDNS_SECRET}" }
            records:
              - { name: {{written}}, account: home, type: TXT, value: x }
            """);

        Assert.Equal(name, Assert.Single(loaded.Configuration!.Records).Name.Value);
    }

    [Fact]
    public void Entries_that_pin_different_records_share_a_set()
    {
        var loaded = Sample.Read(
            """
            accounts:
              home: { provider: alidns, access-key-id: LTAI5tExample, access-key-secret: "${env:ALIDNS_SECRET}" }
            records:
              - { name: nas.example.com, account: home, type: A, value: 192.0.2.1, id: 1 }
              - { name: nas.example.com, account: home, type: A, value: 192.0.2.2, id: 2 }
              - { name: nas.example.com, account: home, type: A, value: 192.0.2.3, line: telecom }
            """);

        Assert.Empty(loaded.Problems);
    }

    [Fact]
    public void The_api_whose_end_was_announced_is_a_warning()
    {
        var loaded = Sample.Read(
            """
            accounts:
              office: { provider: tencent, api: cns-v2, secret-id: AKIDexample, secret-key: "${env:ALIDNS_SECRET}" }
            """);

        Assert.NotNull(loaded.Configuration);
        var warning = Assert.Single(loaded.Warnings);
        Assert.Equal(("accounts.office.api", 2), (warning.Key, warning.Line));
        Assert.Contains("2023-01-01", warning.Message.English, StringComparison.Ordinal);
        Assert.Contains("api: dnspod", warning.Mend.English, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("provider: alidns, access-key-id: AKIDexample, access-key-secret", "Tencent Cloud")]
    [InlineData("provider: tencent, secret-id: LTAI5tExample, secret-key", "Alibaba Cloud")]
    public void A_key_that_looks_like_the_other_clouds_is_a_warning(string account, string cloud)
    {
        var loaded = Sample.Read($"accounts: {{ home: {{ {account}: \"${{env:ALIDNS_SECRET}}\" }} }}");

        Assert.NotNull(loaded.Configuration);
        Assert.Contains(cloud, Assert.Single(loaded.Warnings).Message.English, StringComparison.Ordinal);
    }
}
