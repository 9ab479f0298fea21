using System.Globalization;
using Mooring.Core.Records;
using Mooring.Http;
using Mooring.Providers.Faults;
using Mooring.Providers.Listing;

namespace Mooring.Providers.Alidns;

/// <summary>Edits the records of one account at Alibaba Cloud DNS (Alidns, version 2015-01-09).</summary>
/// <remarks>
/// UpdateDomainRecord is a full replacement of name, type, value, TTL, line and priority, so all of them are sent. Remark, weight
/// and the paused state are set by actions of their own and survive it.
/// </remarks>
public sealed class AlidnsZoneEditor : IZoneEditor
{
    private const int ZonesPerPage = 100;
    private const int RecordsPerPage = 500;

    private readonly AlidnsClient _client;
    private readonly ZoneGate _writes = new();

    /// <summary>Makes an editor for the account.</summary>
    /// <param name="channel">The account's way to <see cref="AlidnsOptions.Endpoint"/>.</param>
    /// <param name="options">The account.</param>
    public AlidnsZoneEditor(IApiChannel channel, AlidnsOptions options)
        : this(channel, options, static () => Guid.NewGuid().ToString("N"))
    {
    }

    internal AlidnsZoneEditor(IApiChannel channel, AlidnsOptions options, Func<string> nonce) =>
        _client = new AlidnsClient(channel, options, nonce);

    /// <inheritdoc />
    public string Provider => AlidnsProvider.Info.Name;

    /// <summary>
    /// Two seconds. Listings are not known to lag here, but a write whose answer was lost may still be on its way when the zone is
    /// listed again.
    /// </summary>
    public TimeSpan ListingLag => TimeSpan.FromSeconds(2);

    /// <summary>False: AddDomainRecord takes no remark, UpdateDomainRecordRemark is a call more.</summary>
    public bool AdditionTakesRemark => false;

    /// <inheritdoc />
    public DnsLine Line(string? nameOrCode) => AlidnsLines.Of(nameOrCode);

    /// <inheritdoc />
    public async Task<IReadOnlyList<HostedZone>> ListZonesAsync(CancellationToken cancellation)
    {
        var doing = Doing.ListZones("DescribeDomains");
        var zones = await PagedListing.ReadAsync(
            doing,
            _client.Report,
            async (position, cancel) =>
            {
                var page = await _client.SendAsync(
                    doing, CallKind.Read, Position(position, ZonesPerPage), AlidnsJson.Default.AlidnsDomainsWire, cancel);
                return new Page<AlidnsDomainWire>([.. page.Domains!.Domain!.OfType<AlidnsDomainWire>()], page.TotalCount!.Value);
            },
            zone => zone.DomainName!,
            cancellation);
        return [.. zones.Select(AlidnsRecords.Zone).OfType<HostedZone>()];
    }

    /// <inheritdoc />
    public async Task<RecordListing> ListAsync(HostedZone zone, CancellationToken cancellation)
    {
        var doing = Doing.List("DescribeDomainRecords", zone.Name);
        var records = await PagedListing.ReadAsync(
            doing,
            _client.Report,
            async (position, cancel) =>
            {
                var page = await _client.SendAsync(
                    doing,
                    CallKind.Read,
                    [new("DomainName", AlidnsRecords.Name(zone)), .. Position(position, RecordsPerPage)],
                    AlidnsJson.Default.AlidnsRecordsWire,
                    cancel);
                return new Page<AlidnsRecordWire>(
                    [.. page.DomainRecords!.Record!.OfType<AlidnsRecordWire>()], page.TotalCount!.Value);
            },
            record => record.RecordId!,
            cancellation);
        return HostedValues.Listing(
            records, record => AlidnsRecords.Record(record, zone.Name), record => new UnnamedRecord(record.RecordId!, record.RR!, record.Type!, record.Value!));
    }

    /// <inheritdoc />
    public async Task<string> AddAsync(HostedZone zone, RecordContent content, CancellationToken cancellation)
    {
        using var turn = await _writes.EnterAsync(zone.Name.Value, cancellation);
        var added = await _client.SendAsync(
            Doing.Add("AddDomainRecord", zone.Name, content),
            CallKind.Write,
            [new("DomainName", AlidnsRecords.Name(zone)), .. AlidnsRecords.Parameters(content, zone.Name)],
            AlidnsJson.Default.AlidnsRecordIdWire,
            cancellation);
        return added.RecordId!;
    }

    /// <inheritdoc />
    public async Task UpdateAsync(HostedZone zone, HostedRecord observed, RecordContent content, CancellationToken cancellation)
    {
        using var turn = await _writes.EnterAsync(zone.Name.Value, cancellation);
        await _client.SendAsync(
            Doing.Update("UpdateDomainRecord", zone.Name, observed.Id, content),
            CallKind.Write,
            [new("RecordId", observed.Id), .. AlidnsRecords.Parameters(content, zone.Name)],
            AlidnsJson.Default.AlidnsRecordIdWire,
            cancellation);
    }

    /// <inheritdoc />
    public async Task SetRemarkAsync(HostedZone zone, string id, string remark, CancellationToken cancellation)
    {
        using var turn = await _writes.EnterAsync(zone.Name.Value, cancellation);
        await _client.SendAsync(
            Doing.SetRemark("UpdateDomainRecordRemark", zone.Name, id),
            CallKind.Write,
            [new("RecordId", id), new("Remark", remark)],
            AlidnsJson.Default.AlidnsReplyWire,
            cancellation);
    }

    /// <inheritdoc />
    public async Task DeleteAsync(HostedZone zone, string id, CancellationToken cancellation)
    {
        using var turn = await _writes.EnterAsync(zone.Name.Value, cancellation);
        try
        {
            await _client.SendAsync(
                Doing.Delete("DeleteDomainRecord", zone.Name, id),
                CallKind.Write,
                [new("RecordId", id)],
                AlidnsJson.Default.AlidnsRecordIdWire,
                cancellation);
        }
        catch (DnsApiException gone) when (gone.Code == "DomainRecordNotBelongToUser")
        {
            // The goal is reached: no such record in this account.
        }
    }

    private static KeyValuePair<string, string>[] Position(PagePosition position, int size) =>
    [
        new("PageNumber", position.Number.ToString(CultureInfo.InvariantCulture)),
        new("PageSize", size.ToString(CultureInfo.InvariantCulture)),
    ];
}
