using Mooring.EndToEnd.Tests.Harness;

namespace Mooring.EndToEnd.Tests.Import;

/// <summary>What an imported configuration does at the provider is what the original is documented to do.</summary>
public sealed class ImportedTests
{
    [Fact]
    public async Task Ddns_go_updates_what_is_there_and_adds_what_is_missing_at_both_clouds_with_its_TTL_and_line()
    {
        await using var harbour = await Harbour.OpenAsync();
        harbour.Edit("example.com", records => records.Add(harbour.Record(Cloud.Alidns, "www A 192.0.2.7")));
        harbour.Edit("example.net", records => records.Add(harbour.Record(Cloud.Dnspod, "www A 192.0.2.7")));
        await ImportAsync(harbour, "config.yaml", $$"""
            dnsconf:
                - name: home
                  ipv4:
                    enable: true
                    gettype: url
                    url: {{Echo(harbour)}}
                    netinterface: ""
                    cmd: ""
                    domains:
                        - www.example.com
                        - nas:example.com?Line=telecom
                  ipv6: { enable: false, gettype: netInterface, url: "", netinterface: "", cmd: "", ipv6reg: "", domains: [] }
                  dns: { name: alidns, id: sandbox-id, secret: sandbox-secret }
                  ttl: "600"
                - name: office
                  ipv4: { enable: true, gettype: cmd, url: "", netinterface: "", cmd: "echo your address is 203.0.113.77 today", domains: [ "www.example.net", "nas.example.net" ] }
                  dns: { name: tencentcloud, id: sandbox-id, secret: sandbox-secret }
                  ttl: "600"
            user: { username: admin, password: "" }
            """);

        var result = await harbour.RunAsync("update");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal(
            [
                "AddDomainRecord example.com nas A 203.0.113.1 600 telecom", "CreateRecord example.net nas A 203.0.113.77 600",
                "ModifyRecord example.net www A 203.0.113.77 600", "UpdateDomainRecord www A 203.0.113.1 600 default",
            ],
            (await harbour.WritesAsync("DomainName", "Domain", "RR", "SubDomain", "Type", "RecordType", "Value", "TTL", "Line")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task NewFuture_ddns_updates_and_adds_at_every_provider_of_its_list()
    {
        await using var harbour = await Harbour.OpenAsync();
        harbour.Edit("example.com", records => records.Add(harbour.Record(Cloud.Alidns, "www A 192.0.2.7")));
        await ImportAsync(harbour, "config.json", $$"""
            {
              "$schema": "https://ddns.newfuture.cc/schema/v4.1.json", // version
              "ttl": 600,
              "index4": ["shell:exit 1", "url:{{Echo(harbour)}}"],
              "providers": [
                { "provider": "alidns", "id": "sandbox-id", "token": "sandbox-secret", "endpoint": "{{harbour.Endpoint(Cloud.Alidns)}}", "ipv4": ["WWW.example.com", "nas~example.com"] },
                { "provider": "tencentcloud", "id": "sandbox-id", "token": "sandbox-secret", "endpoint": "{{harbour.Endpoint(Cloud.Dnspod)}}", "ipv4": ["@+example.net"], "index4": "shell:echo 203.0.113.77" }
              ]
            }
            """);

        var result = await harbour.RunAsync("update");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal(
            ["AddDomainRecord example.com nas A 203.0.113.1 600", "CreateRecord example.net @ A 203.0.113.77 600", "UpdateDomainRecord www A 203.0.113.1 600"],
            (await harbour.WritesAsync("DomainName", "Domain", "RR", "SubDomain", "Type", "RecordType", "Value", "TTL")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Aliyun_ddns_client_updates_and_never_adds_whether_it_is_imported_or_not()
    {
        await using var harbour = await Harbour.OpenAsync();
        harbour.Edit("example.com", records => records.Add(harbour.Record(Cloud.Alidns, "www A 192.168.0.1")));
        await ImportAsync(harbour, "ddns.conf", $"""
            [DEFAULT]
            access_id=sandbox-id
            access_key=sandbox-secret
            endpoint={harbour.Endpoint(Cloud.Alidns)}
            probes={Echo(harbour)}
            agree=1
            interval=600
            debug=false
            [DomainRecord1]
            domain=example.com
            sub_domain=www
            type=A
            [DomainRecord2]
            domain=example.com
            sub_domain=absent
            type=A
            """);

        var result = await harbour.RunAsync("update");

        Assert.True(result.ExitCode == 1, result.ToString());
        Assert.Equal(["UpdateDomainRecord www A 203.0.113.1"], await harbour.WritesAsync("DomainName", "RR", "Type", "Value"));
    }

    [Fact]
    public async Task Certbot_dns_aliyuns_key_publishes_a_challenge()
    {
        const string Value = "LPJNul-wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ";
        await using var harbour = await Harbour.OpenAsync();
        await ImportAsync(harbour, "config.json", $$"""{"accessKeyID": "sandbox-id", "accessKeySecret": "sandbox-secret", "endpoint": "{{harbour.Endpoint(Cloud.Alidns)}}"}""");

        var result = await harbour.RunAsync("records", "set", "_acme-challenge.example.com", "TXT", Value);

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal([$"AddDomainRecord example.com _acme-challenge TXT {Value}"], await harbour.WritesAsync("DomainName", "RR", "Type", "Value"));
    }

    private static string Echo(Harbour harbour) => $"http://127.0.0.1:{harbour.Sandbox.Ports.Echo}/ip";

    /// <summary>Imports a file; only where the sandbox is and which addresses it gives out is added, for no tool's file can say it.</summary>
    private static async Task ImportAsync(Harbour harbour, string name, string content)
    {
        await File.WriteAllTextAsync(Path.Combine(harbour.Directory, name), content, TestContext.Current.CancellationToken);

        var imported = await harbour.RunAsync("import", name);

        Assert.True(imported.ExitCode == 0, imported.ToString());
        Assert.DoesNotContain("sandbox-secret", imported.Error, StringComparison.Ordinal);
        var yaml = imported.Output
            .Replace("source: probe,", "source: probe, allow: [documentation],", StringComparison.Ordinal)
            .Replace("source: command,", "source: command, allow: [documentation],", StringComparison.Ordinal);
        yaml = yaml.Contains("endpoint:", StringComparison.Ordinal) ? yaml : yaml
            .Replace("provider: alidns\n", $"provider: alidns\n    endpoint: {harbour.Endpoint(Cloud.Alidns)}\n", StringComparison.Ordinal)
            .Replace("provider: tencent\n", $"provider: tencent\n    endpoint: {harbour.Endpoint(Cloud.Dnspod)}\n", StringComparison.Ordinal);
        await harbour.WriteAsync($"{yaml}\nstate: {harbour.State}\n");
        var check = await harbour.RunAsync("check");
        Assert.True(check.ExitCode == 0 && check.Error.Length == 0, check.ToString());
    }
}
