using System.Globalization;
using System.Text.Json;
using Mooring.Core.Names;
using Mooring.Core.Records;
using Mooring.Providers.TencentCloud.Cns;
using Mooring.Providers.Tests.Conformance;
using Mooring.Sandbox.World;
using Mooring.Testing;

namespace Mooring.Providers.Tests.Sdk;

public sealed class CnsScriptTests
{
    private static readonly DomainName Zone = DomainName.Parse("example.com");

    [Fact]
    public async Task A_script_for_cns_v2_and_this_program_list_and_modify_the_same_record()
    {
        await using var cloud = await RunningCloud.StartAsync(SandboxProvider.Tencent);
        var editor = new CnsZoneEditor(cloud.Channel(), new CnsOptions { Credentials = RunningCloud.Credentials, Endpoint = cloud.Endpoint });
        var zone = new HostedZone(Zone);
        var content = Sample.Content("nas.example.com", RecordType.Aaaa, "2001:db8::1", editor.Line(null));
        var id = await editor.AddAsync(zone, content, Sample.Cancellation);

        var lines = await ScriptAsync(cloud.Endpoint.Port, "2001:db8::2");
        var afterScript = cloud.Stored(Zone, id).Value;
        var observed = Assert.Single(await editor.ListAsync(zone, Sample.Cancellation), record => record.Type == RecordType.Aaaa);
        await editor.UpdateAsync(zone, observed, content with { Value = new RecordValue("2001:db8::3") }, Sample.Cancellation);

        Assert.Equal([id], lines[0].EnumerateArray().Select(item => item.ToString()));
        Assert.Equal([id, "2001:db8::2"], lines[1].EnumerateArray().Select(item => item.ToString()));
        Assert.Equal("2001:db8::2", afterScript);
        Assert.Equal("2001:db8::2", observed.Value.Data);
        Assert.Equal("2001:db8::3", cloud.Stored(Zone, id).Value);
    }

    private static async Task<JsonElement[]> ScriptAsync(int port, string address)
    {
        var python = new PeerProgram("python3", "python3");
        var script = Path.Combine(Checkout.Root, "tests", "sdk", "cns-v2.py");
        var output = await python.RunAsync([script, port.ToString(CultureInfo.InvariantCulture), Zone.Value, address], Sample.Cancellation);
        Assert.SkipUnless(output is not null || PeerProgram.MustBeThere, python.Missing);
        Assert.True(output is not null, python.Missing);
        Assert.True(output.ExitCode == 0, output.Errors);
        return [.. output.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line))];
    }
}
