using System.Collections.Immutable;
using System.Globalization;
using Mooring.Core;
using Mooring.Core.Records;

namespace Mooring.Testing;

/// <summary>A DNS host of one zone that behaves: ids, duplicates, listing lag and injected failures.</summary>
/// <remarks>Safe for concurrent use: a test may look while the code under test writes.</remarks>
public sealed class InMemoryZone(HostedZone hosted, TimeProvider? time = null) : IZoneEditor
{
    private readonly Lock gate = new();
    private readonly List<(long At, ImmutableList<HostedRecord> Records)> versions = [];
    private ImmutableList<HostedRecord> records = [];
    private ImmutableList<string> calls = [];
    private int lastId;

    /// <summary>Consulted before (false) and after (true) each call takes effect; throws to fail it.</summary>
    public Action<string, bool> Hook { get; set; } = (_, _) => { };

    /// <summary>Every call in order, as <c>Action value</c>.</summary>
    public IReadOnlyList<string> Calls => Volatile.Read(ref calls);

    /// <summary>What the host really holds.</summary>
    public IReadOnlyList<HostedRecord> Records => Volatile.Read(ref records);

    /// <summary>What the host says of a zone that it does not hold.</summary>
    public DnsFault Unknown { get; set; } = DnsFault.NotFound;

    public string Provider => "memory";

    public TimeSpan ListingLag { get; set; }

    public bool AdditionTakesRemark { get; set; } = true;

    /// <summary>Puts a record there without a call.</summary>
    public HostedRecord Put(HostedRecord record)
    {
        lock (gate)
        {
            var kept = record with { Id = record.Id.Length > 0 ? record.Id : NextId() };
            records = records.Add(kept);

            // A host gives no id twice, not even that of a record that is gone.
            lastId = int.TryParse(kept.Id, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? Math.Max(lastId, id) : lastId;
            return kept;
        }
    }

    /// <summary>Takes a record away without a call.</summary>
    public void Remove(string id)
    {
        lock (gate)
        {
            records = records.RemoveAll(record => record.Id == id);
        }
    }

    /// <summary>Makes <see cref="Calls"/> empty.</summary>
    public void ForgetCalls() => ImmutableInterlocked.Update(ref calls, calls => calls.Clear());

    public DnsLine Line(string? nameOrCode) => new(nameOrCode ?? "default", nameOrCode ?? "default");

    public Task<IReadOnlyList<HostedZone>> ListZonesAsync(CancellationToken cancellation) =>
        Call<IReadOnlyList<HostedZone>>("ListZones", "", () => [hosted]);

    public Task<RecordListing> ListAsync(HostedZone zone, CancellationToken cancellation) =>
        Call("List", zone.Name.Value, () => zone.Name == hosted.Name ? new RecordListing(Visible()) : throw Fault(Unknown));

    public Task<string> AddAsync(HostedZone zone, RecordContent content, CancellationToken cancellation) =>
        Call("Add", Show(content), () =>
        {
            RefuseDuplicate(content, null);
            var id = NextId();
            Change(() => records = records.Add(Make(id, content) with { Remark = AdditionTakesRemark ? content.Remark : null }));
            return id;
        });

    public Task UpdateAsync(HostedZone zone, HostedRecord observed, RecordContent content, CancellationToken cancellation) =>
        Call("Update", $"{observed.Id} {Show(content)}", () =>
        {
            var at = Find(observed.Id);
            RefuseDuplicate(content, observed.Id);
            var old = records[at];
            Change(() => records = records.SetItem(at, Make(old.Id, content) with { Remark = old.Remark, Enabled = old.Enabled, Weight = old.Weight }));
            return true;
        });

    public Task SetRemarkAsync(HostedZone zone, string id, string remark, CancellationToken cancellation) =>
        Call("SetRemark", $"{id} {remark}", () =>
        {
            var at = Find(id);
            Change(() => records = records.SetItem(at, records[at] with { Remark = remark }));
            return true;
        });

    public Task DeleteAsync(HostedZone zone, string id, CancellationToken cancellation) =>
        Call("Delete", id, () =>
        {
            Change(() => records = records.RemoveAll(record => record.Id == id));
            return true;
        });

    private static DnsApiException Fault(DnsFault fault) => new(fault, Text.Same(fault.ToString()), fault.ToString(), "request");

    private static HostedRecord Make(string id, RecordContent content) =>
        new() { Id = id, Owner = content.Owner, Type = content.Type, Value = content.Value, Ttl = content.Ttl, Line = content.Line };

    private static string Show(RecordContent content) => $"{content.Owner} {content.Type} {content.Value}";

    private string NextId()
    {
        lastId++;
        return lastId.ToString("D6", CultureInfo.InvariantCulture);
    }

    private int Find(string id) => records.FindIndex(record => record.Id == id) is var at and >= 0 ? at : throw Fault(DnsFault.NotFound);

    private void RefuseDuplicate(RecordContent content, string? except)
    {
        if (records.Any(record => record.Owner == content.Owner && record.Type == content.Type && record.Line.Matches(content.Line)
            && record.Value == content.Value && (record.Id != except || record.Ttl == content.Ttl)))
        {
            throw Fault(DnsFault.Duplicate);
        }
    }

    private void Change(Action change)
    {
        if (time is not null)
        {
            versions.Add((time.GetTimestamp(), records));
        }

        change();
    }

    /// <summary>The listing lacks what was written less than <see cref="ListingLag"/> ago, whatever this machine's wall clock says.</summary>
    private ImmutableList<HostedRecord> Visible() =>
        versions.Where(version => time!.GetElapsedTime(version.At) < ListingLag).Select(version => version.Records).FirstOrDefault() ?? records;

    private Task<T> Call<T>(string action, string detail, Func<T> effect)
    {
        ImmutableInterlocked.Update(ref calls, (calls, call) => calls.Add(call), $"{action} {detail}".TrimEnd());
        try
        {
            Hook(action, false);
            var result = Locked(effect);
            Hook(action, true);
            return Task.FromResult(result);
        }
        catch (Exception e)
        {
            return Task.FromException<T>(e);
        }
    }

    private T Locked<T>(Func<T> effect)
    {
        lock (gate)
        {
            return effect();
        }
    }
}
