using Mooring.Sandbox.World;

namespace Mooring.Sandbox.Seeding;

/// <summary>Puts a seed into an empty world.</summary>
internal static class SeedPlanting
{
    /// <summary>Adds its keys and zones; the zones have been there since ever, so that no propagation delay hides them.</summary>
    public static void Plant(this Seed seed, SandboxWorld world)
    {
        foreach (var account in seed.Accounts)
        {
            world.SetAccount(account);
        }

        foreach (var zone in seed.Zones)
        {
            world.AddZone(
                zone.Provider, zone.Account, zone.Name, sinceEver: true, records: zone.Records.Select(record => Stored(record, zone.Provider, world)));
        }
    }

    private static ZoneRecord Stored(SeedRecord record, SandboxProvider provider, SandboxWorld world) => new()
    {
        Id = record.Id ?? world.NextRecordId(provider),
        Name = record.Name,
        Type = record.Type,
        Value = record.Value,
        Priority = record.Priority,
        Ttl = record.Ttl,
        Line = record.Line ?? provider.DefaultLine(),
        Enabled = record.Enabled,
        Remark = record.Remark,
        Created = world.Clock.Now,
        Updated = world.Clock.Now,
    };
}
