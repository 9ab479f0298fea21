using System.Collections.Immutable;
using System.Globalization;
using Mooring.Core.Names;
using Mooring.Sandbox.World;

namespace Mooring.Sandbox.TencentCloud;

/// <summary>One checked call: who asks, with what, of which world.</summary>
internal sealed record DnspodContext(
    SandboxWorld World, SandboxAccount Account, DnspodParameters Parameters, bool International, DnspodJobs Jobs)
{
    /// <summary>The account's zones, oldest first.</summary>
    public IEnumerable<SandboxZone> Zones =>
        World.Zones.Where(zone => zone.Provider == SandboxProvider.Tencent && zone.Account == Account.Owner);

    /// <summary>The zone that <c>DomainId</c> names, or else <c>Domain</c>.</summary>
    /// <exception cref="TencentError">There is none, or it is another's.</exception>
    public SandboxZone Zone() =>
        Parameters.Number("DomainId") is { } id ? ZoneOf(id.ToString(CultureInfo.InvariantCulture)) : ZoneNamed(Parameters.Text("Domain") ?? "");

    /// <summary>The zone of that id.</summary>
    /// <exception cref="TencentError">There is none, or it is another's.</exception>
    public SandboxZone ZoneOf(string id) => Own(World.Zones.FirstOrDefault(zone => zone.Id == id), "InvalidParameter.DomainIdInvalid");

    /// <summary>The zone of that name.</summary>
    /// <exception cref="TencentError">There is none, or it is another's.</exception>
    public SandboxZone ZoneNamed(string text) =>
        DomainName.TryParse(text, out var name) && name.Labels.Length > 1
            ? Own(World.FindZone(name), "InvalidParameterValue.DomainNotExists")
            : throw TencentError.Of("InvalidParameter.DomainInvalid");

    /// <summary>What the record listings of a zone show, which may lag behind (<see cref="LimitSettings.ListingLag"/>).</summary>
    public ImmutableList<ZoneRecord> Listed(SandboxZone zone) =>
        World.Limits.ListingLag is { } lag ? zone.AsOf(World.Clock.TrueNow - lag)?.Records ?? [] : zone.Records;

    /// <summary>The record that <c>RecordId</c> names.</summary>
    /// <exception cref="TencentError">The zone has none.</exception>
    public ZoneRecord Record(SandboxZone zone) => Find(zone, RecordId());

    /// <summary>The id that <c>RecordId</c> names.</summary>
    public string RecordId() => Parameters.Number("RecordId")!.Value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Adds a record.</summary>
    public ZoneRecord Add(SandboxZone zone, RecordWish wish)
    {
        var now = World.Clock.Now;
        var added = wish.ApplyTo(new ZoneRecord
        {
            Id = World.NextRecordId(SandboxProvider.Tencent),
            Name = wish.Name,
            Type = wish.Type,
            Value = wish.Value,
            Line = wish.Line,
            Created = now,
            Updated = now,
        });
        World.Edit(zone, current =>
        {
            DnspodRules.Check(current, added);
            return current.Records.Add(added);
        });
        return added;
    }

    /// <summary>Changes one record; null deletes it.</summary>
    /// <exception cref="TencentError">There is none, or the vendor's rules refuse the change.</exception>
    public void Change(SandboxZone zone, string id, Func<SandboxZone, ZoneRecord, ZoneRecord?> change) =>
        World.Edit(zone, current =>
        {
            var old = Find(current, id);
            if (old.Locked || old.System)
            {
                throw TencentError.Of(old.Locked ? "FailedOperation.DomainIsLocked" : "InvalidParameter.OperateFailed");
            }

            if (change(current, old) is not { } changed)
            {
                return current.Records.Remove(old);
            }

            DnspodRules.Check(current, changed);
            return current.Records.Replace(old, changed with { Updated = World.Clock.Now });
        });

    private static ZoneRecord Find(SandboxZone zone, string id) =>
        zone.Records.Find(record => record.Id == id) ?? throw TencentError.Of("InvalidParameter.RecordIdInvalid");

    private SandboxZone Own(SandboxZone? zone, string code) =>
        zone is not { Provider: SandboxProvider.Tencent } ? throw TencentError.Of(code)
        : zone.Account == Account.Owner ? zone
        : throw TencentError.Of("OperationDenied.NoPermissionToOperateDomain");
}
