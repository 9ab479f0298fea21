using Mooring.Core.Names;
using Mooring.Sandbox.World;
using Mooring.Testing;

namespace Mooring.Sandbox.Tests.World;

public sealed class SandboxWorldTests
{
    private static readonly DomainName Zone = DomainName.Parse("example.com");
    private readonly ManualClock time = new();
    private readonly SandboxWorld world;

    public SandboxWorldTests() => world = new SandboxWorld(time);

    [Fact]
    public void A_delayed_name_server_sees_what_the_zone_held_before()
    {
        // Given a seeded zone whose second server is a minute behind
        var zone = world.AddZone(SandboxProvider.Alidns, "sandbox-id", Zone, sinceEver: true);
        world.Dns = DnsSettings.Default with
        {
            Servers = DnsSettings.Default.Servers.Add("ns2", new NameServerSettings(PropagationDelay: TimeSpan.FromMinutes(1))),
        };

        // When a record is added
        world.Edit(zone, old => old.Records.Add(Record("www", "192.0.2.1")));

        // Then the first server has it at once, the second a minute later
        Assert.Contains(SeenBy("ns1"), record => record.Name == "www");
        Assert.DoesNotContain(SeenBy("ns2"), record => record.Name == "www");
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Contains(SeenBy("ns2"), record => record.Name == "www");
    }

    [Fact]
    public void Every_change_raises_the_serial_by_one_and_no_change_leaves_it()
    {
        var zone = world.AddZone(SandboxProvider.Tencent, "sandbox-id", Zone);

        var unchanged = world.Edit(zone, old => old.Records);
        var changed = world.Edit(zone, old => old.Records.Add(Record("www", "192.0.2.1")));

        Assert.Equal(zone.Current.Serial, unchanged.Current.Serial);
        Assert.Equal(zone.Current.Serial + 1, changed.Current.Serial);
    }

    [Fact]
    public void Finds_the_deepest_zone_of_a_name()
    {
        world.AddZone(SandboxProvider.Alidns, "sandbox-id", Zone, sinceEver: true);
        world.AddZone(SandboxProvider.Tencent, "sandbox-id", DomainName.Parse("lab.example.com"), sinceEver: true);

        var found = world.ZoneFor(DomainName.Parse("a.lab.example.com"), time.GetUtcNow());

        Assert.Equal("lab.example.com", found?.Zone.Name.Value);
        Assert.Null(world.ZoneFor(DomainName.Parse("example.net"), time.GetUtcNow()));
    }

    [Fact]
    public void A_zone_is_unknown_before_it_was_added_and_after_it_was_removed()
    {
        var before = time.GetUtcNow();
        time.Advance(TimeSpan.FromSeconds(1));
        var zone = world.AddZone(SandboxProvider.Alidns, "sandbox-id", Zone);
        var during = time.GetUtcNow();
        time.Advance(TimeSpan.FromSeconds(1));

        world.RemoveZone(zone);

        Assert.Null(world.ZoneFor(Zone, before));
        Assert.NotNull(world.ZoneFor(Zone, during));
        Assert.Null(world.ZoneFor(Zone, time.GetUtcNow()));
        Assert.Null(world.FindZone(Zone));
    }

    [Fact]
    public void Tells_of_every_change()
    {
        var changes = 0;
        world.Changed += (_, _) => changes++;

        var zone = world.AddZone(SandboxProvider.Alidns, "sandbox-id", Zone);
        world.Edit(zone, old => old.Records.Add(Record("www", "192.0.2.1")));
        world.Echo = new EchoAddresses(null, null);

        Assert.Equal(3, changes);
    }

    [Fact]
    public void An_edit_that_throws_leaves_the_zone_as_it_was()
    {
        var zone = world.AddZone(SandboxProvider.Alidns, "sandbox-id", Zone);

        Assert.Throws<FormatException>(() => world.Edit(zone, _ => throw new FormatException()));

        Assert.Equal(zone.Current, world.FindZone(Zone)?.Current);
    }

    [Fact]
    public void Record_ids_are_as_long_as_the_clouds_make_them()
    {
        Assert.Equal(19, world.NextRecordId(SandboxProvider.Alidns).Length);
        Assert.True(long.Parse(world.NextRecordId(SandboxProvider.Tencent), provider: null) > int.MaxValue);
    }

    private IEnumerable<ZoneRecord> SeenBy(string server) => world.ZoneFor(Zone, world.SeenBy(server))!.Value.Version.Records;

    private ZoneRecord Record(string name, string value) => new()
    {
        Id = world.NextRecordId(SandboxProvider.Alidns), Name = name, Type = "A", Value = value, Line = "default",
    };
}
