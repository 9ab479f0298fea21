using System.Text.Json.Nodes;
using Mooring.Core.Names;
using Mooring.Sandbox.World;

namespace Mooring.Sandbox.Tests.TencentCloud;

/// <summary>CNS v2, as old scripts speak it.</summary>
public sealed class CnsTests : IAsyncLifetime
{
    private TencentTestClient client = null!;

    public async ValueTask InitializeAsync() => client = await TencentTestClient.StartAsync();

    public ValueTask DisposeAsync() => client.DisposeAsync();

    [Theory]
    [InlineData("HmacSHA256")]
    [InlineData("HmacSHA1")]
    [InlineData(null)]
    public async Task A_record_is_created_listed_modified_paused_and_deleted(string? method)
    {
        var created = await DoneAsync("RecordCreate", method,
            ("domain", "example.net"), ("subDomain", "www"), ("recordType", "AAAA"), ("recordLine", "默认"), ("value", "2001:db8::1"));
        var id = created["data"]!["record"]!["id"]!.GetValue<string>();
        var modified = await DoneAsync("RecordModify", method,
            ("domain", "example.net"), ("recordId", id), ("subDomain", "www"), ("recordType", "AAAA"), ("recordLine", "默认"), ("value", "2001:db8::2"), ("ttl", "1200"));
        await DoneAsync("RecordStatus", method, ("domain", "example.net"), ("recordId", id), ("status", "disable"));
        var listed = (await DoneAsync("RecordList", method, ("domain", "example.net"), ("subDomain", "www")))["data"]!;
        await DoneAsync("RecordDelete", method, ("domain", "example.net"), ("recordId", id));

        Assert.Equal(("Success", ""), (created["codeDesc"]!.GetValue<string>(), created["message"]!.GetValue<string>()));
        Assert.Equal(id, modified["data"]!["record"]!["id"]!.GetValue<long>().ToString(provider: null));
        var record = Assert.Single(listed["records"]!.AsArray())!;
        Assert.Equal(
            (id, "www", "AAAA", "2001:db8::2", 1200, "默认", "disabled", 0),
            (record["id"]!.ToString(), record["name"]!.GetValue<string>(), record["type"]!.GetValue<string>(), record["value"]!.GetValue<string>(),
             record["ttl"]!.GetValue<int>(), record["line"]!.GetValue<string>(), record["status"]!.GetValue<string>(), record["enabled"]!.GetValue<int>()));
        Assert.Equal(("1", "example.net"), (listed["info"]!["record_total"]!.GetValue<string>(), listed["domain"]!["name"]!.GetValue<string>()));
        Assert.Empty(await client.ListAsync());
    }

    [Fact]
    public async Task A_page_is_20_long_and_100_at_most()
    {
        client.World.Edit(client.Zone, zone => zone.Records.AddRange(Enumerable.Range(0, 150).Select(number => new ZoneRecord
        {
            Id = client.World.NextRecordId(SandboxProvider.Tencent), Name = $"h{number}", Type = "A", Value = "192.0.2.1", Line = "默认",
        })));

        Assert.Equal(20, await CountAsync());
        Assert.Equal(100, await CountAsync(("length", "500")));
        Assert.Equal(52, await CountAsync(("offset", "100"), ("length", "100")));
        Assert.Equal(150, await CountAsync(("recordType", "A"), ("length", "100")) + await CountAsync(("recordType", "A"), ("offset", "100"), ("length", "100")));
    }

    [Fact]
    public async Task Zones_are_listed()
    {
        client.World.AddZone(SandboxProvider.Tencent, "sandbox-id", DomainName.Parse("example.org"));

        var data = (await DoneAsync("DomainList", "HmacSHA256", ("offset", "0"), ("length", "100")))["data"]!;

        Assert.Equal(2, data["info"]!["domain_total"]!.GetValue<int>());
        Assert.Equal("example.net example.org", string.Join(' ', data["domains"]!.AsArray().Select(zone => zone!["name"]!.GetValue<string>())));
    }

    [Fact]
    public async Task Refusals_have_numbers()
    {
        client.World.AddZone(SandboxProvider.Tencent, "other-id", DomainName.Parse("example.org"));

        Assert.Equal((4102, "SecretidNotAuthAccessResource"), await CodeAsync("RecordList", ("domain", "example.org")));
        Assert.Equal((4102, "SecretidNotAuthAccessResource"), await CodeAsync("RecordList", ("domain", "example.com")));
        Assert.Equal((4000, "InvalidParameter"), await CodeAsync("RecordList"));
        Assert.Equal((4000, "InvalidParameter"), await CodeAsync("RecordNothing"));
        Assert.Equal((5000, "ResourceNotFound"), await CodeAsync("RecordDelete", ("domain", "example.net"), ("recordId", "1")));
        client.Skew = TimeSpan.FromMinutes(6);
        Assert.Equal((4100, "AuthFailure"), await CodeAsync("RecordList", ("domain", "example.net")));
        (client.Skew, client.SecretKey) = (TimeSpan.Zero, "wrong");
        Assert.Equal((4100, "AuthFailure"), await CodeAsync("RecordList", ("domain", "example.net")));
    }

    [Fact]
    public async Task The_journal_has_its_calls_under_tencent()
    {
        await CodeAsync("RecordList", ("domain", "example.com"));

        var entry = Assert.Single(client.World.Calls.Entries);
        Assert.Equal((SandboxProvider.Tencent, "RecordList", "sandbox-id", 200, "4102"), (entry.Provider, entry.Action, entry.Account, entry.Status, entry.Code));
        Assert.Equal("""{"domain":"example.com"}""", entry.ParametersJson);
    }

    private async Task<JsonNode> DoneAsync(string action, string? method, params (string Name, string Value)[] parameters)
    {
        var reply = await client.SendAsync(client.Cns(action, method, parameters));
        Assert.True(reply.Json["code"]!.GetValue<int>() == 0, reply.Text);
        return reply.Json;
    }

    private async Task<(int Code, string Word)> CodeAsync(string action, params (string Name, string Value)[] parameters)
    {
        var reply = (await client.SendAsync(client.Cns(action, "HmacSHA256", parameters))).Json;
        return (reply["code"]!.GetValue<int>(), reply["codeDesc"]!.GetValue<string>());
    }

    private async Task<int> CountAsync(params (string Name, string Value)[] more) =>
        (await DoneAsync("RecordList", "HmacSHA256", [("domain", "example.net"), .. more]))["data"]!["records"]!.AsArray().Count;
}
