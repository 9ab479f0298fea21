using System.Collections.Frozen;
using System.Globalization;
using System.Security.Cryptography;
using Mooring.Core;
using Mooring.Core.Records;
using Mooring.Http;
using Mooring.Providers.Faults;
using Mooring.Providers.Listing;

namespace Mooring.Providers.TencentCloud.Cns;

/// <summary>Edits the records of one account at Tencent Cloud by the older CNS v2 API. Only where <c>api: cns-v2</c> asks for it.</summary>
/// <remarks>
/// Its end was announced for 2023-01-01, so every failure says that <c>api: dnspod</c> takes its place, those of the network too.
/// RecordModify has no field for the status: a paused record is not updated by it, because nobody says any more that it would stay
/// paused. There is no action for remarks.
/// </remarks>
public sealed class CnsZoneEditor : IZoneEditor
{
    private const int PerPage = 100;

    private static readonly Text Mend = new(
        "the API behind 'api: cns-v2' was announced to stop after 2023-01-01: set 'api: dnspod' for this account, the key stays the same",
        "“api: cns-v2”所用的接口已宣布在 2023-01-01 之后停止服务：请为此账号设置“api: dnspod”，密钥不变");

    private readonly CnsClient _client;
    private readonly ZoneGate _writes = new();

    /// <summary>Makes an editor for the account.</summary>
    /// <param name="channel">The account's way to <see cref="CnsOptions.Endpoint"/>.</param>
    /// <param name="options">The account.</param>
    public CnsZoneEditor(IApiChannel channel, CnsOptions options)
        : this(channel, options, static () => (uint)RandomNumberGenerator.GetInt32(1, int.MaxValue))
    {
    }

    internal CnsZoneEditor(IApiChannel channel, CnsOptions options, Func<uint> nonce) => _client = new CnsClient(channel, options, nonce);

    /// <inheritdoc />
    public string Provider => TencentProvider.Info.Name;

    /// <summary>30 seconds, as in the API that replaced it: the records behind both are the same.</summary>
    public TimeSpan ListingLag => TimeSpan.FromSeconds(30);

    /// <summary>False: RecordCreate takes no remark.</summary>
    public bool AdditionTakesRemark => false;

    /// <inheritdoc />
    public DnsLine Line(string? nameOrCode) => TencentLines.Of(nameOrCode);

    /// <inheritdoc />
    public Task<IReadOnlyList<HostedZone>> ListZonesAsync(CancellationToken cancellation) => AdvisedAsync(async () =>
    {
        var doing = Doing.ListZones("DomainList");
        var zones = await PagedListing.ReadAsync(
            doing,
            _client.Report,
            async (position, cancel) =>
            {
                var page = await _client.SendAsync(doing, CallKind.Read, Position(position), CnsJson.Default.CnsReplyWireCnsDomainsWire, cancel);
                return new Page<CnsDomainWire>([.. page!.Domains!.OfType<CnsDomainWire>()], page.Info!.DomainTotal!.Value);
            },
            zone => zone.Name!,
            cancellation);
        return (IReadOnlyList<HostedZone>)[.. zones.Select(CnsRecords.Zone).OfType<HostedZone>()];
    });

    /// <inheritdoc />
    public Task<RecordListing> ListAsync(HostedZone zone, CancellationToken cancellation) => AdvisedAsync(async () =>
    {
        var doing = Doing.List("RecordList", zone.Name);
        IReadOnlySet<string> nameServers = FrozenSet<string>.Empty;
        var records = await PagedListing.ReadAsync(
            doing,
            _client.Report,
            async (position, cancel) =>
            {
                var page = await _client.SendAsync(
                    doing,
                    CallKind.Read,
                    [new("domain", zone.Name.Value), .. Position(position)],
                    CnsJson.Default.CnsReplyWireCnsRecordsWire,
                    cancel);
                nameServers = CnsRecords.NameServers(page!.Domain);
                return new Page<CnsRecordWire>([.. page.Records!.OfType<CnsRecordWire>()], page.Info!.RecordTotal!.Value);
            },
            record => record.Id!,
            cancellation);
        return HostedValues.Listing(
            records,
            record => CnsRecords.Record(record, zone.Name, nameServers),
            record => new UnnamedRecord(record.Id!, record.Name!, record.Type!, record.Value!));
    });

    /// <inheritdoc />
    public Task<string> AddAsync(HostedZone zone, RecordContent content, CancellationToken cancellation) => AdvisedAsync(async () =>
    {
        using var turn = await _writes.EnterAsync(zone.Name.Value, cancellation);
        var added = await _client.SendAsync(
            Doing.Add("RecordCreate", zone.Name, content),
            CallKind.Write,
            [.. CnsRecords.Parameters(content, zone.Name)],
            CnsJson.Default.CnsReplyWireCnsRecordIdWire,
            cancellation);
        return added!.Record!.Id!;
    });

    /// <inheritdoc />
    /// <exception cref="DnsApiException"><see cref="DnsFault.Rejected"/> for a paused record.</exception>
    public Task UpdateAsync(HostedZone zone, HostedRecord observed, RecordContent content, CancellationToken cancellation) => AdvisedAsync(async () =>
    {
        var doing = Doing.Update("RecordModify", zone.Name, observed.Id, content);
        if (!observed.Enabled)
        {
            throw FaultReport.Impossible(doing, new Text(
                "the record is paused, and this API cannot promise to keep it so", "该记录已暂停，而此接口不能保证修改后仍保持暂停"));
        }

        using var turn = await _writes.EnterAsync(zone.Name.Value, cancellation);
        return await _client.SendAsync(
            doing,
            CallKind.Write,
            [new("recordId", observed.Id), .. CnsRecords.Parameters(content, zone.Name)],
            CnsJson.Default.CnsReplyWireCnsRecordIdWire,
            cancellation);
    });

    /// <inheritdoc />
    /// <exception cref="DnsApiException">Always <see cref="DnsFault.Rejected"/>: this API cannot do it.</exception>
    public Task SetRemarkAsync(HostedZone zone, string id, string remark, CancellationToken cancellation) => AdvisedAsync<string>(() =>
        throw FaultReport.Impossible(
            Doing.SetRemark("RecordModify", zone.Name, id), new Text("this API has no action for remarks", "此接口没有设置备注的操作")));

    /// <inheritdoc />
    public Task DeleteAsync(HostedZone zone, string id, CancellationToken cancellation) => AdvisedAsync(async () =>
    {
        using var turn = await _writes.EnterAsync(zone.Name.Value, cancellation);
        try
        {
            return await _client.SendAsync(
                Doing.Delete("RecordDelete", zone.Name, id),
                CallKind.Write,
                [new("domain", zone.Name.Value), new("recordId", id)],
                CnsJson.Default.CnsReplyWireCnsDataWire,
                cancellation);
        }
        catch (DnsApiException gone) when (gone.Fault == DnsFault.NotFound)
        {
            return null;   // the goal is reached: the host knows no such record
        }
    });

    private static KeyValuePair<string, string>[] Position(PagePosition position) =>
    [
        new("offset", position.Offset.ToString(CultureInfo.InvariantCulture)),
        new("length", PerPage.ToString(CultureInfo.InvariantCulture)),
    ];

    private static async Task<T> AdvisedAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (DnsApiException failure)
        {
            var text = new Text($"{failure.Text.English}; {Mend.English}", $"{failure.Text.Chinese}；{Mend.Chinese}");
            throw new DnsApiException(failure.Fault, text, failure.Code, failure.RequestId, failure)
            {
                OutcomeUnknown = failure.OutcomeUnknown,
                MinimumTtl = failure.MinimumTtl,
            };
        }
    }
}
