using Mooring.Core.Names;
using Mooring.EndToEnd.Tests.Harness;

namespace Mooring.EndToEnd.Tests.Doctor;

/// <summary>What the doctor says of the way from the registry to the records. A second sandbox plays the registry's name servers.</summary>
public sealed class DelegationTests
{
    private const string Zone = "example.org";

    [Fact]
    public async Task Records_that_the_world_sees_take_a_line_for_the_zone_and_one_for_themselves()
    {
        await using var harbour = await Harbour.OpenAsync();
        harbour.AddZone(Cloud.Alidns, Zone, "nas A 203.0.113.9");
        await harbour.ConfigureAsync(Cloud.Alidns);

        var findings = await harbour.DiagnoseAsync();

        Assert.All(findings, finding => Assert.Contains(finding.Severity, (string[])["ok", "hint"]));
        Assert.Equal(
            "served by Alibaba Cloud DNS: the resolver names ns1.sandbox.example, ns2.sandbox.example",
            Assert.Single(findings, finding => finding.Id.StartsWith("zone.", StringComparison.Ordinal)).Message);
        Assert.Equal("ok", Assert.Single(findings, finding => finding.Id == "record.answer").Severity);
    }

    [Theory]
    [InlineData("example NS ada.ns.cloudflare.com", "zone.delegation", "the world does not see these records: org names ada.ns.cloudflare.com (Cloudflare), not Tencent Cloud DNSPod")]
    [InlineData("example NS ns1.nowhere.test", "zone.delegation", "the world does not see these records: org names ns1.nowhere.test, not Tencent Cloud DNSPod")]
    [InlineData("other NS ns1.nowhere.test", "zone.delegation", "org names no servers for it: the domain is not registered, has expired, or is held by the registry")]
    [InlineData("example NS ns1.sandbox.example", "zone.servers", "1 of 1 name servers do not serve it: ns1.sandbox.example: it is not responsible for this zone; check the zone's NS records")]
    public async Task What_the_registry_says_against_the_records_is_a_fault(string delegation, string id, string message)
    {
        await using var harbour = await Harbour.OpenAsync();
        await using var registry = await Harbour.OpenAsync();
        harbour.AddZone(Cloud.Dnspod, Zone, "nas A 203.0.113.9");
        registry.AddZone(Cloud.Dnspod, "org", delegation);
        await harbour.ConfigureAsync(Cloud.Dnspod, dns: registry.Sandbox.Ports.Dns);

        var findings = await harbour.DiagnoseAsync();

        var fault = Assert.Single(findings, finding => finding.Severity == "fault");
        Assert.Equal((id, Zone, message), (fault.Id, fault.Subject, fault.Message));
        Assert.NotNull(fault.Mend);
        Assert.DoesNotContain(findings, finding => finding.Id == "record.answer");
    }

    [Fact]
    public async Task Servers_of_another_beside_those_of_the_provider_are_a_warning()
    {
        await using var harbour = await Harbour.OpenAsync();
        await using var registry = await Harbour.OpenAsync();
        harbour.AddZone(Cloud.Alidns, Zone);
        registry.AddZone(Cloud.Alidns, "org", "example NS ns1.sandbox.example", "example NS ns1.domaincontrol.com");
        await harbour.ConfigureAsync(Cloud.Alidns, dns: registry.Sandbox.Ports.Dns);

        var findings = await harbour.DiagnoseAsync();

        var warning = Assert.Single(findings, finding => finding.Id == "zone.delegation");
        Assert.Equal("warning", warning.Severity);
        Assert.Contains("ns1.domaincontrol.com (GoDaddy)", warning.Message, StringComparison.Ordinal);
        Assert.Contains("set the name servers to ns1.sandbox.example, ns2.sandbox.example", warning.Mend, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"servers":{"ns2":{"mode":"silent"}}}""", "no reply")]
    [InlineData("""{"servers":{"ns2":{"mode":"refused"}}}""", "it answers REFUSED")]
    public async Task A_server_that_does_not_serve_the_zone_is_named(string dns, string why)
    {
        await using var harbour = await Harbour.OpenAsync();
        harbour.AddZone(Cloud.Alidns, Zone);
        await harbour.ConfigureAsync(Cloud.Alidns);
        await harbour.PutAsync("dns", dns);

        var findings = await harbour.DiagnoseAsync();

        var warning = Assert.Single(findings, finding => finding.Id == "zone.servers");
        Assert.Equal("warning", warning.Severity);
        Assert.StartsWith("1 of 2 name servers do not serve it: ns2.sandbox.example: ", warning.Message, StringComparison.Ordinal);
        Assert.Contains(why, warning.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Name_servers_that_are_all_silent_leave_it_untold_and_are_no_fault_of_the_records()
    {
        await using var harbour = await Harbour.OpenAsync();
        harbour.AddZone(Cloud.Alidns, Zone);
        await harbour.ConfigureAsync(Cloud.Alidns);
        await harbour.PutAsync("dns", """{"servers":{"ns1":{"mode":"silent"},"ns2":{"mode":"silent"}}}""");

        var findings = await harbour.DiagnoseAsync();

        var untold = Assert.Single(findings, finding => finding.Id == "zone.delegation");
        Assert.Equal(("hint", "this follows from a fault that is told above"), (untold.Severity, untold.Mend));
        Assert.Contains("no reply", untold.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(findings, finding => finding.Severity == "fault");
    }

    [Fact]
    public async Task A_change_that_has_not_reached_the_name_servers_is_told()
    {
        await using var harbour = await Harbour.OpenAsync();
        harbour.AddZone(Cloud.Alidns, Zone, "nas A 203.0.113.1");
        await harbour.ConfigureAsync(Cloud.Alidns);
        await harbour.PutAsync("dns", """{"servers":{"ns2":{"propagationDelaySeconds":600}}}""");
        harbour.Edit(Zone, records => [.. records.Select(record => record.Name == "nas" ? record with { Value = "203.0.113.9" } : record)]);

        var findings = await harbour.DiagnoseAsync();

        var warning = Assert.Single(findings, finding => finding.Id == "record.answer");
        Assert.Equal(("warning", "nas.example.org A"), (warning.Severity, warning.Subject));
        Assert.StartsWith("the provider lists 203.0.113.9, but name servers answer otherwise: ns2.sandbox.example: 203.0.113.1.", warning.Message, StringComparison.Ordinal);
        Assert.Equal("203.0.113.9", harbour.World.FindZone(DomainName.Parse(Zone))!.Records.Single(record => record.Name == "nas").Value);
    }
}
