using System.Collections.Immutable;
using System.Text.Json;
using Mooring.EndToEnd.Tests.Harness;
using Mooring.Sandbox.World;

namespace Mooring.EndToEnd.Tests.Doctor;

/// <summary>What <c>doctor</c> says of the accounts, zones and records of a harbour, whatever it says of this machine.</summary>
internal static class Clinic
{
    /// <summary>An account <c>main</c> at that cloud with a record that needs every right; its zone is <c>example.org</c>.</summary>
    public static Task ConfigureAsync(this Harbour harbour, Cloud cloud, string records = "  - { name: nas.example.org, account: main, address: fix4, mode: own }", string more = "", int? dns = null) => harbour.WriteAsync($$"""
        accounts:
          main: {{cloud.Settings(harbour.Endpoint(cloud), more)}}
        state: {{harbour.State}}
        addresses: { fix4: { family: ipv4, source: static, value: 203.0.113.9, allow: [documentation] } }
        dns: { resolvers: ["127.0.0.1:{{dns ?? harbour.Sandbox.Ports.Dns}}"], authoritative-port: {{dns ?? harbour.Sandbox.Ports.Dns}} }
        clock: { sntp: ["127.0.0.1:{{harbour.Sandbox.Ports.Sntp}}"], agree: 1 }
        records:
        {{records}}
        """);

    /// <summary>Runs the doctor; its exit code fits its findings.</summary>
    public static async Task<Diagnosis[]> DiagnoseAsync(this Harbour harbour, params string[] options)
    {
        var result = await harbour.RunAsync(["doctor", "--output", "json", .. options]);
        Assert.True(result.ExitCode is 0 or 1, result.ToString());
        var all = result.Json.GetProperty("findings").EnumerateArray().Select(Diagnosis.Of).ToArray();
        Assert.Equal(all.Any(finding => finding.Severity == "fault") ? 1 : 0, result.ExitCode);
        return [.. all.Where(finding => finding.Id.Split('.')[0] is "account" or "zone" or "record")];
    }

    /// <summary>The calls made with a key: whoever asks for the time alone signs nothing.</summary>
    public static IEnumerable<ApiCallEntry> Signed(this Harbour harbour) => harbour.World.Calls.Entries.Where(call => call.Account is not null);

    /// <summary>Takes rights from the key of the default seed.</summary>
    public static void Forbid(this Harbour harbour, Cloud cloud, params string[] actions)
    {
        var account = harbour.World.FindAccount(cloud.Provider, "sandbox-id")!;
        ImmutableHashSet<string> all =
        [
            cloud.ListZones, cloud.List, cloud.Add, cloud.Update, cloud.Delete,
            .. cloud == Cloud.Alidns ? ["UpdateDomainRecordRemark"] : cloud == Cloud.Dnspod ? (string[])["ModifyRecordRemark"] : [],
        ];
        harbour.World.SetAccount(account with { Permissions = all.Except(actions) });
    }
}

/// <summary>A finding as a program reads it.</summary>
internal sealed record Diagnosis(string Id, string Severity, string Subject, string Message, string? Mend)
{
    public static Diagnosis Of(JsonElement json) => new(
        json.GetProperty("id").GetString()!, json.GetProperty("severity").GetString()!, json.GetProperty("subject").GetString()!,
        json.GetProperty("message").GetString()!, json.GetProperty("mend").GetString());
}
