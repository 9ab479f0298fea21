namespace Mooring.Core.Records;

/// <summary>Edits the records of zones at one DNS host, for one account.</summary>
/// <remarks>
/// Safe for concurrent use; writes of one zone are serialised by the implementation. Names are absolute: the implementation
/// converts to the host's relative form. Every method throws <see cref="DnsApiException"/> when the host refuses or cannot
/// be reached, and <see cref="OperationCanceledException"/> when cancelled.
/// </remarks>
public interface IZoneEditor
{
    /// <summary>The provider's name in configuration and JSON: <c>alidns</c> or <c>tencent</c>.</summary>
    string Provider { get; }

    /// <summary>How long after a write a listing may still lack it.</summary>
    TimeSpan ListingLag { get; }

    /// <summary>Whether <see cref="AddAsync"/> stores the remark without a further call.</summary>
    bool AdditionTakesRemark { get; }

    /// <summary>The line of that name or code; the default line for null.</summary>
    DnsLine Line(string? nameOrCode);

    /// <summary>Every zone of the account, all pages.</summary>
    Task<IReadOnlyList<HostedZone>> ListZonesAsync(CancellationToken cancellation);

    /// <summary>Every record of the zone, all pages.</summary>
    Task<RecordListing> ListAsync(HostedZone zone, CancellationToken cancellation);

    /// <summary>Adds one record and returns the id the host gave it.</summary>
    Task<string> AddAsync(HostedZone zone, RecordContent content, CancellationToken cancellation);

    /// <summary>Replaces value, TTL and line of one record and keeps what else it holds: remark, status, weight.</summary>
    Task UpdateAsync(HostedZone zone, HostedRecord observed, RecordContent content, CancellationToken cancellation);

    /// <summary>Sets the remark of one record.</summary>
    Task SetRemarkAsync(HostedZone zone, string id, string remark, CancellationToken cancellation);

    /// <summary>Deletes one record. Deleting an id that is already gone succeeds.</summary>
    Task DeleteAsync(HostedZone zone, string id, CancellationToken cancellation);
}
