using System.Globalization;
using Mooring.Core;
using Mooring.Core.Records;
using Mooring.Http;
using Mooring.Providers.Faults;
using Mooring.Providers.Listing;

namespace Mooring.Providers.TencentCloud;

/// <summary>Edits the records of one account at Tencent Cloud DNSPod (API 3.0, version 2021-03-23).</summary>
/// <remarks>
/// An update is a ModifyRecord with everything the record holds, because what it leaves out is reset. The narrower actions would not
/// touch status, remark and weight, but both are limited to 20 calls a second where ModifyRecord takes 500, and ModifyDynamicDNS
/// knows addresses only. The price: a remark or status that somebody changes between our listing and our write is put back.
/// </remarks>
/// <param name="channel">The account's way to <see cref="DnspodOptions.Endpoint"/>.</param>
/// <param name="options">The account.</param>
public sealed class DnspodZoneEditor(IApiChannel channel, DnspodOptions options) : IZoneEditor
{
    private const int PerPage = 3000;

    private readonly DnspodClient _client = new(channel, options);
    private readonly ZoneGate _writes = new();

    /// <inheritdoc />
    public string Provider => TencentProvider.Info.Name;

    /// <summary>30 seconds: "DescribeRecordList" warns that a new record may be missing from the index that long.</summary>
    public TimeSpan ListingLag => TimeSpan.FromSeconds(30);

    /// <summary>True: CreateRecord takes the remark.</summary>
    public bool AdditionTakesRemark => true;

    /// <inheritdoc />
    public DnsLine Line(string? nameOrCode) => TencentLines.Of(nameOrCode);

    /// <inheritdoc />
    public async Task<IReadOnlyList<HostedZone>> ListZonesAsync(CancellationToken cancellation)
    {
        var doing = Doing.ListZones("DescribeDomainList");
        try
        {
            var zones = await PagedListing.ReadAsync(
                doing,
                _client.Report,
                (position, cancel) => ZonesAsync(doing, position, cancel),
                zone => zone.DomainId!.Value.ToString(CultureInfo.InvariantCulture),
                cancellation);
            return [.. zones.Select(DnspodRecords.Zone).OfType<HostedZone>()];
        }
        catch (DnsApiException none) when (none.Code == "ResourceNotFound.NoDataOfDomain")
        {
            // The host's way to say that the account has no zones; there is no ErrorOnEmpty here to turn it off.
            return [];
        }
    }

    /// <inheritdoc />
    public async Task<RecordListing> ListAsync(HostedZone zone, CancellationToken cancellation)
    {
        var doing = Doing.List("DescribeRecordList", zone.Name);
        var records = await PagedListing.ReadAsync(
            doing,
            _client.Report,
            async (position, cancel) =>
            {
                var page = await _client.SendAsync(
                    doing,
                    CallKind.Read,
                    new DnspodRecordsRequest(zone.Name.Value, DnspodRecords.Number(zone), position.Offset, PerPage),
                    DnspodJson.Plain.DnspodRecordsRequest,
                    DnspodJson.Plain.DnspodEnvelopeDnspodRecordsWire,
                    cancel);
                return new Page<DnspodRecordWire>([.. page.RecordList!.OfType<DnspodRecordWire>()], page.RecordCountInfo!.TotalCount!.Value);
            },
            record => record.RecordId!.Value.ToString(CultureInfo.InvariantCulture),
            cancellation);
        return HostedValues.Listing(
            records,
            record => DnspodRecords.Record(record, zone.Name),
            record => new UnnamedRecord(record.RecordId!.Value.ToString(CultureInfo.InvariantCulture), record.Name!, record.Type!, record.Value!));
    }

    /// <inheritdoc />
    public async Task<string> AddAsync(HostedZone zone, RecordContent content, CancellationToken cancellation)
    {
        var added = await WriteAsync(
            zone, Doing.Add("CreateRecord", zone.Name, content), DnspodRecords.Creation(zone, content), cancellation);
        return added.RecordId!.Value.ToString(CultureInfo.InvariantCulture);
    }

    /// <inheritdoc />
    public Task UpdateAsync(HostedZone zone, HostedRecord observed, RecordContent content, CancellationToken cancellation)
    {
        var doing = Doing.Update("ModifyRecord", zone.Name, observed.Id, content);
        return WriteAsync(zone, doing, DnspodRecords.Replacement(zone, observed, Number(observed.Id, doing), content), cancellation);
    }

    /// <inheritdoc />
    public async Task SetRemarkAsync(HostedZone zone, string id, string remark, CancellationToken cancellation)
    {
        var doing = Doing.SetRemark("ModifyRecordRemark", zone.Name, id);
        var parameters = new DnspodRemarkRequest(zone.Name.Value, DnspodRecords.Number(zone), Number(id, doing), remark);
        using var turn = await _writes.EnterAsync(zone.Name.Value, cancellation);
        await _client.SendAsync(
            doing,
            CallKind.Write,
            parameters,
            DnspodJson.Plain.DnspodRemarkRequest,
            DnspodJson.Plain.DnspodEnvelopeDnspodReplyWire,
            cancellation);
    }

    /// <inheritdoc />
    public async Task DeleteAsync(HostedZone zone, string id, CancellationToken cancellation)
    {
        var doing = Doing.Delete("DeleteRecord", zone.Name, id);
        var parameters = new DnspodDeleteRequest(zone.Name.Value, DnspodRecords.Number(zone), Number(id, doing));
        using var turn = await _writes.EnterAsync(zone.Name.Value, cancellation);
        try
        {
            await _client.SendAsync(
                doing,
                CallKind.Write,
                parameters,
                DnspodJson.Plain.DnspodDeleteRequest,
                DnspodJson.Plain.DnspodEnvelopeDnspodReplyWire,
                cancellation);
        }
        catch (DnsApiException gone) when (gone.Code == "InvalidParameter.RecordIdInvalid")
        {
            // The goal is reached: no such record in this zone.
        }
    }

    private async Task<Page<DnspodDomainWire>> ZonesAsync(Doing doing, PagePosition position, CancellationToken cancellation)
    {
        var page = await _client.SendAsync(
            doing,
            CallKind.Read,
            new DnspodZonesRequest(position.Offset, PerPage),
            DnspodJson.Plain.DnspodZonesRequest,
            DnspodJson.Plain.DnspodEnvelopeDnspodDomainsWire,
            cancellation);
        return new Page<DnspodDomainWire>([.. page.DomainList!.OfType<DnspodDomainWire>()], page.DomainCountInfo!.DomainTotal!.Value);
    }

    private async Task<DnspodRecordIdWire> WriteAsync(
        HostedZone zone, Doing doing, DnspodRecordRequest parameters, CancellationToken cancellation)
    {
        using var turn = await _writes.EnterAsync(zone.Name.Value, cancellation);
        return await _client.SendAsync(
            doing,
            CallKind.Write,
            parameters,
            DnspodJson.Plain.DnspodRecordRequest,
            DnspodJson.Plain.DnspodEnvelopeDnspodRecordIdWire,
            cancellation);
    }

    /// <summary>Ids are 64-bit numbers here. Sent as anything else they would be refused with less clear words.</summary>
    private static long Number(string id, Doing doing) =>
        long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw FaultReport.Impossible(doing, new Text($"'{id}' is no record id: DNSPod's are numbers", $"“{id}”不是记录 ID：DNSPod 的记录 ID 是数字"));
}
