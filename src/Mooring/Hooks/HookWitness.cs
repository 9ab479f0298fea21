using System.Collections.Concurrent;
using System.Collections.Immutable;
using Mooring.Core.Records;
using Mooring.Engine.Updating;
using Mooring.Http;

namespace Mooring.Hooks;

/// <summary>Sees what a hook's calls did, for the line that tells of it: record ids, request ids, and what was left alone.</summary>
/// <param name="inner">Hears of every attempt too.</param>
internal sealed class HookWitness(IApiTrace inner) : IApiTrace
{
    private readonly ConcurrentDictionary<string, HostedRecord> listed = new(StringComparer.Ordinal);
    private ImmutableList<string> deleted = [];
    private ImmutableList<string> added = [];
    private ImmutableList<string> requests = [];

    /// <summary>The ids of records that were added, in order.</summary>
    public IReadOnlyList<string> Added => Volatile.Read(ref added);

    /// <summary>The ids of records that were deleted, in order.</summary>
    public IReadOnlyList<string> Deleted => Volatile.Read(ref deleted);

    /// <summary>The request ids of the writes, in order.</summary>
    public IReadOnlyList<string> Requests => Volatile.Read(ref requests);

    /// <summary>The challenges of others that were seen and stay, by id.</summary>
    public IEnumerable<HostedRecord> Others => listed.Values
        .Where(record => record.Type == RecordType.Txt && record.Owner.Labels is ["_acme-challenge", ..] && !added.Contains(record.Id) && !deleted.Contains(record.Id))
        .OrderBy(record => record.Id, StringComparer.Ordinal);

    /// <summary>The account with its editor watched.</summary>
    public Account Watch(Account account) => account with { Editor = new WatchedEditor(account.Editor, this) };

    /// <inheritdoc />
    public void Attempted(ApiAttempt attempt)
    {
        inner.Attempted(attempt);
        if (attempt is { Fault: null, RequestId: { Length: > 0 } id } && !IsReading(attempt.Action))
        {
            ImmutableInterlocked.Update(ref requests, (all, one) => all.Add(one), id);
        }
    }

    // Both clouds say so in the names of their actions, CNS v2 at the end.
    private static bool IsReading(string action) => action.StartsWith("Describe", StringComparison.Ordinal) || action.EndsWith("List", StringComparison.Ordinal);

    private sealed class WatchedEditor(IZoneEditor editor, HookWitness witness) : IZoneEditor
    {
        public string Provider => editor.Provider;

        public TimeSpan ListingLag => editor.ListingLag;

        public bool AdditionTakesRemark => editor.AdditionTakesRemark;

        public DnsLine Line(string? nameOrCode) => editor.Line(nameOrCode);

        public Task<IReadOnlyList<HostedZone>> ListZonesAsync(CancellationToken cancellation) => editor.ListZonesAsync(cancellation);

        public async Task<RecordListing> ListAsync(HostedZone zone, CancellationToken cancellation)
        {
            var listing = await editor.ListAsync(zone, cancellation);
            foreach (var record in listing)
            {
                witness.listed[record.Id] = record;
            }

            return listing;
        }

        public async Task<string> AddAsync(HostedZone zone, RecordContent content, CancellationToken cancellation)
        {
            var id = await editor.AddAsync(zone, content, cancellation);
            ImmutableInterlocked.Update(ref witness.added, (all, one) => all.Add(one), id);
            return id;
        }

        public Task UpdateAsync(HostedZone zone, HostedRecord observed, RecordContent content, CancellationToken cancellation) =>
            editor.UpdateAsync(zone, observed, content, cancellation);

        public Task SetRemarkAsync(HostedZone zone, string id, string remark, CancellationToken cancellation) =>
            editor.SetRemarkAsync(zone, id, remark, cancellation);

        public async Task DeleteAsync(HostedZone zone, string id, CancellationToken cancellation)
        {
            await editor.DeleteAsync(zone, id, cancellation);
            ImmutableInterlocked.Update(ref witness.deleted, (all, one) => all.Add(one), id);
        }
    }
}
