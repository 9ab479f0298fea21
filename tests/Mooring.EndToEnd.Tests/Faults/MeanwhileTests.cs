using Mooring.Core.Names;
using Mooring.EndToEnd.Tests.Harness;
using Mooring.Sandbox.World;

namespace Mooring.EndToEnd.Tests.Faults;

/// <summary>Somebody else acts between our listing and our write: the next look decides, nothing foreign is changed, and the outcome is told.</summary>
public abstract class MeanwhileTests
{
    private const string Zone = "sub.example.org";

    private protected abstract Cloud Cloud { get; }

    /// <summary>What a write in a zone that is gone meets.</summary>
    private protected virtual string FaultOfALostZone => "notFound";

    /// <summary>What a run ends with whose addition somebody else made first.</summary>
    private protected virtual int CodeOfADuplicate => 0;

    [Fact]
    public async Task A_record_deleted_meanwhile_is_made_again()
    {
        await using var harbour = await OpenAsync("a A 192.0.2.1", "b A 192.0.2.1");
        await using var relay = new Relay(harbour.Port(Cloud));
        relay.Before(Cloud.Update, 2, () => harbour.Edit(Zone, records => records.RemoveAll(record => record.Name == "b")));
        await ConfigureAsync(harbour, relay, "a", "b", "c");

        var result = await harbour.RunAsync("update", "--output", "json");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal(["a A 203.0.113.9", "b A 203.0.113.9", "c A 203.0.113.9"], Shown(harbour));
        Assert.Equal(["a update applied", "b add applied", "c add applied"], Told(result));
    }

    [Fact]
    public async Task A_record_added_by_somebody_meanwhile_is_not_added_twice()
    {
        await using var harbour = await OpenAsync();
        await using var relay = new Relay(harbour.Port(Cloud));
        relay.Before(Cloud.Add, 1, () => harbour.Edit(Zone, records => records.Add(harbour.Record(Cloud, "a A 203.0.113.9"))));
        await ConfigureAsync(harbour, relay, "a", "b");

        var result = await harbour.RunAsync("update", "--output", "json");

        var next = await harbour.RunAsync("update");

        Assert.True(result.ExitCode == CodeOfADuplicate, result.ToString());
        Assert.True(next.ExitCode == 0, next.ToString());
        Assert.Equal(["a A 203.0.113.9", "b A 203.0.113.9"], Shown(harbour));
    }

    [Fact]
    public async Task A_record_changed_meanwhile_ends_as_wanted()
    {
        await using var harbour = await OpenAsync("a A 192.0.2.1");
        await using var relay = new Relay(harbour.Port(Cloud));
        relay.Before(Cloud.Update, 1, () => harbour.Edit(Zone, records => [.. records.Select(record => record.Name == "a" ? record with { Value = "192.0.2.99" } : record)]));
        await ConfigureAsync(harbour, relay, "a");

        var result = await harbour.RunAsync("update", "--output", "json");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal(["a A 203.0.113.9"], Shown(harbour));
    }

    [Fact]
    public async Task A_zone_deleted_meanwhile_fails_what_is_left_of_it_and_tells_what_was_done()
    {
        await using var harbour = await OpenAsync("a A 192.0.2.1", "b A 192.0.2.1", "c A 192.0.2.1");
        await using var relay = new Relay(harbour.Port(Cloud));
        relay.Before(Cloud.Update, 2, () => harbour.World.RemoveZone(harbour.World.FindZone(DomainName.Parse(Zone))!));
        await ConfigureAsync(harbour, relay, "a", "b", "c");

        var first = await harbour.RunAsync("update", "--output", "json");
        await harbour.RunAsync("update");
        var last = await harbour.RunAsync("update", "--output", "json");

        Assert.True(first.ExitCode == 1, first.ToString());
        Assert.Contains("a update applied", Told(first));
        Assert.All(Changes(first, "b").Concat(Changes(first, "c")), change => Assert.Equal(FaultOfALostZone, change.GetProperty("error").GetProperty("fault").GetString()));

        // Once a listing was refused too, the zone is looked for anew, and what the account holds is named. The account answers: not 3.
        Assert.Equal(1, last.ExitCode);
        Assert.All(Changes(last, "a"), change => Assert.Contains(
            Cloud.Provider == SandboxProvider.Alidns ? "example.com" : "example.net", change.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_key_revoked_meanwhile_stops_its_account_after_one_refusal_and_no_other()
    {
        await using var harbour = await OpenAsync("a A 192.0.2.1", "b A 192.0.2.1", "c A 192.0.2.1", "d A 192.0.2.1");
        var other = Cloud.Provider == SandboxProvider.Alidns ? Cloud.Dnspod : Cloud.Alidns;
        var otherZone = Cloud.Provider == SandboxProvider.Alidns ? "example.net" : "example.com";
        await using var relay = new Relay(harbour.Port(Cloud));
        relay.Before(Cloud.Update, 2, () => harbour.World.RemoveAccount(Cloud.Provider, "sandbox-id"));
        await ConfigureAsync(harbour, relay, "a", "b", "c", "d");
        await harbour.WriteAsync((await File.ReadAllTextAsync(harbour.ConfigurationFile, TestContext.Current.CancellationToken))
            .Replace("accounts:\n", $"accounts:\n  other: {other.Settings(harbour.Endpoint(other))}\n", StringComparison.Ordinal)
            + $"\n  - {{ name: nas.{otherZone}, account: other, address: four }}\n");

        var result = await harbour.RunAsync("update", "--output", "json");

        Assert.True(result.ExitCode == 1, result.ToString());
        Assert.Equal(["a A 203.0.113.9", "b A 192.0.2.1", "c A 192.0.2.1", "d A 192.0.2.1"], Shown(harbour));
        Assert.Equal(["nas A 203.0.113.9"], await harbour.RecordsAsync(otherZone));
        Assert.Contains("a update applied", Told(result));
        var failed = new[] { "b", "c", "d" }.SelectMany(name => Changes(result, name)).ToArray();
        Assert.Equal(3, failed.Length);
        Assert.All(failed, change =>
        {
            Assert.Equal("failed", change.GetProperty("outcome").GetString());
            Assert.Equal("credentials", change.GetProperty("error").GetProperty("fault").GetString());
            Assert.Equal(Cloud.UnknownKey, change.GetProperty("error").GetProperty("code").GetString());
        });
        Assert.Equal(1, harbour.World.Calls.Entries.Count(call => call.Provider == Cloud.Provider && call.Code == Cloud.UnknownKey));
    }

    private protected static string[] Told(ProgramResult result) =>
    [
        .. result.Json.GetProperty("changes").EnumerateArray().Select(change =>
            $"{change.GetProperty("name").GetString()!.Split('.')[0]} {change.GetProperty("action").GetString()} {change.GetProperty("outcome").GetString()}"),
    ];

    private protected static string[] Shown(Harbour harbour) =>
        [.. harbour.Holds(Zone).Select(record => $"{record.Name} {record.Type} {record.Value}").Order(StringComparer.Ordinal)];

    private static IEnumerable<System.Text.Json.JsonElement> Changes(ProgramResult result, string name) =>
        result.Json.GetProperty("changes").EnumerateArray().Where(change => change.GetProperty("name").GetString() == $"{name}.{Zone}");

    private protected async Task<Harbour> OpenAsync(params string[] records)
    {
        var harbour = await Harbour.OpenAsync();
        harbour.AddZone(Cloud, Zone, records);
        return harbour;
    }

    private protected Task ConfigureAsync(Harbour harbour, Relay relay, params string[] names) => harbour.WriteAsync($$"""
        accounts:
          it: {{Cloud.Settings(relay.Endpoint)}}
        addresses:
          four: { family: ipv4, source: static, value: 203.0.113.9, allow: [documentation] }
        state: {{harbour.State}}
        records:
        {{string.Join('\n', names.Select(name => $"  - {{ name: {name}.{Zone}, account: it, address: four }}"))}}
        """);
}

public sealed class AlidnsMeanwhileTests : MeanwhileTests
{
    private protected override Cloud Cloud => Cloud.Alidns;
}

public sealed class DnspodMeanwhileTests : MeanwhileTests
{
    private protected override Cloud Cloud => Cloud.Dnspod;
}

public sealed class CnsMeanwhileTests : MeanwhileTests
{
    private protected override Cloud Cloud => Cloud.Cns;

    // This API's word for a resource that the key may not use, there or not.
    private protected override string FaultOfALostZone => "permission";

    // This API has no code of its own for it: the refusal is told, and the next run finds the record.
    private protected override int CodeOfADuplicate => 1;
}
