using Mooring.Core;
using Mooring.Core.Names;
using Mooring.Core.Records;
using Mooring.Http;
using Mooring.Sandbox.World;

namespace Mooring.Providers.Tests.Conformance;

/// <summary>What every zone editor does, tried through the real channel on the stand-in of its cloud.</summary>
/// <remarks>One subclass for each editor. A new provider is done when its subclass passes.</remarks>
public abstract class ZoneEditorConformance : IAsyncLifetime
{
    private static readonly DomainName Example = DomainName.Parse("example.com");
    private static readonly DomainName Chinese = DomainName.Parse("例子.中国");

    private RunningCloud? _cloud;

    private protected RunningCloud Cloud => _cloud!;

    private protected abstract SandboxProvider Provider { get; }

    /// <summary>The provider's name of a line other than the default one.</summary>
    private protected virtual string OtherLine => "电信";

    private protected virtual bool TakesRemarks => true;

    private protected virtual bool UpdatesPausedRecords => true;

    /// <summary>Whether the API has codes of its own for a duplicate, a TTL and a zone that is not there.</summary>
    private protected virtual bool HasCodesOfItsOwn => true;

    private protected abstract string ThrottleCode { get; }

    private protected abstract string AddAction { get; }

    private protected abstract string ListAction { get; }

    /// <summary>The right to add records, as the provider's permission system names it.</summary>
    private protected abstract string AddRight { get; }

    private protected abstract IZoneEditor Open(IApiChannel channel, ApiCredentials credentials, Uri endpoint);

    private protected IZoneEditor Editor(ApiCredentials? credentials = null) =>
        Open(Cloud.Channel(), credentials ?? RunningCloud.Credentials, Cloud.Endpoint);

    public async ValueTask InitializeAsync() => _cloud = await RunningCloud.StartAsync(Provider);

    public async ValueTask DisposeAsync()
    {
        await Cloud.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private static CancellationToken Cancellation => Sample.Cancellation;

    private static async Task<HostedZone> ZoneAsync(IZoneEditor editor, DomainName? name = null) =>
        Assert.Single(await editor.ListZonesAsync(Cancellation), zone => zone.Name == (name ?? Example));

    private static async Task<HostedRecord> FindAsync(IZoneEditor editor, HostedZone zone, string id) =>
        Assert.Single(await editor.ListAsync(zone, Cancellation), record => record.Id == id);

    private static RecordContent Address(IZoneEditor editor, string value, string owner = "www.example.com", string? line = null, int ttl = 600) =>
        Sample.Content(owner, RecordType.A, value, editor.Line(line), ttl: ttl);

    [Fact]
    public async Task Lists_the_zones_of_the_account_by_their_a_labels()
    {
        var zones = await Editor().ListZonesAsync(Cancellation);

        Assert.Equal(
            ["a.example.com", "example.com", "xn--fsqu00a.xn--fiqs8s"], zones.Select(zone => zone.Name.Value).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Lists_more_zones_than_a_page_holds()
    {
        for (var i = 0; i < 250; i++)
        {
            Cloud.World.AddZone(Provider, "sandbox-id", DomainName.Parse($"zone-{i}.example.net"));
        }

        var zones = await Editor().ListZonesAsync(Cancellation);

        Assert.Equal(253, zones.Select(zone => zone.Name).Distinct().Count());
    }

    [Fact]
    public async Task Lists_more_records_than_a_page_holds()
    {
        var editor = Editor();
        var zone = await ZoneAsync(editor);
        Fill(120);
        Cloud.World.Limits = Cloud.World.Limits with { PageSize = 50 };

        var records = await editor.ListAsync(zone, Cancellation);

        Assert.Equal(120, records.Where(record => record.Type == RecordType.A).Select(record => record.Id).Distinct(StringComparer.Ordinal).Count());
    }

    [Theory]
    [InlineData("A", "www", "192.0.2.1", null)]
    [InlineData("AAAA", "www", "2001:db8::1", null)]
    [InlineData("A", "@", "192.0.2.2", null)]
    [InlineData("A", "*", "192.0.2.3", null)]
    [InlineData("A", "*.dev", "192.0.2.4", null)]
    [InlineData("CNAME", "alias", "target.example.net", null)]
    [InlineData("MX", "@", "mx.example.net", 10)]
    [InlineData("TXT", "_acme-challenge", "gfj9Xq...Rg85nM", null)]
    [InlineData("TXT", "spf", "v=spf1 include:example.net -all", null)]
    [InlineData("NS", "sub", "ns1.example.net", null)]
    [InlineData("SRV", "_sip._tcp", "0 5 5060 sip.example.net", null)]
    [InlineData("CAA", "@", "0 issue \"letsencrypt.org\"", null)]
    public async Task Adds_a_record_and_lists_it_as_it_was_given(string type, string relative, string data, int? priority)
    {
        var editor = Editor();
        var zone = await ZoneAsync(editor);
        var owner = relative == "@" ? "example.com" : $"{relative}.example.com";
        var content = Sample.Content(owner, RecordType.Of(type), data, editor.Line(null), priority, ttl: 1200);

        var id = await editor.AddAsync(zone, content, Cancellation);

        var record = await FindAsync(editor, zone, id);
        Assert.Equal((content.Owner, content.Type, content.Value, content.Ttl), (record.Owner, record.Type, record.Value, record.Ttl));
        Assert.True(record.Line.Matches(editor.Line(null)));
        Assert.True(record.Enabled);
        Assert.False(record.System);
    }

    [Fact]
    public async Task Keeps_remark_weight_line_and_id_on_update()
    {
        var editor = Editor();
        var zone = await ZoneAsync(editor);
        await editor.AddAsync(zone, Address(editor, "192.0.2.1"), Cancellation);
        var id = await editor.AddAsync(zone, Address(editor, "192.0.2.7", line: OtherLine, ttl: 900), Cancellation);
        Cloud.Change(Example, id, record => record with { Remark = "hands off", Weight = 5 });
        var before = Cloud.Stored(Example, id);

        var observed = await FindAsync(editor, zone, id);
        await editor.UpdateAsync(zone, observed, Address(editor, "192.0.2.8", line: OtherLine, ttl: 1800), Cancellation);

        Assert.Equal(before with { Value = "192.0.2.8", Ttl = 1800, Updated = default }, Cloud.Stored(Example, id) with { Updated = default });
    }

    [Fact]
    public async Task Never_enables_what_is_paused()
    {
        var editor = Editor();
        var zone = await ZoneAsync(editor);
        var id = await editor.AddAsync(zone, Address(editor, "192.0.2.1"), Cancellation);
        Cloud.Change(Example, id, record => record with { Enabled = false });

        var observed = await FindAsync(editor, zone, id);
        var update = Record.ExceptionAsync(() => editor.UpdateAsync(zone, observed, Address(editor, "192.0.2.2"), Cancellation));

        Assert.Equal(UpdatesPausedRecords, await update is null);
        Assert.False(observed.Enabled);
        Assert.False(Cloud.Stored(Example, id).Enabled);
        Assert.Equal(UpdatesPausedRecords ? "192.0.2.2" : "192.0.2.1", Cloud.Stored(Example, id).Value);
    }

    [Fact]
    public async Task Sets_a_remark()
    {
        var editor = Editor();
        var zone = await ZoneAsync(editor);
        var id = await editor.AddAsync(zone, Address(editor, "192.0.2.1") with { Remark = "from the addition" }, Cancellation);

        Assert.Equal(editor.AdditionTakesRemark ? "from the addition" : "", Cloud.Stored(Example, id).Remark);
        var set = await Record.ExceptionAsync(() => editor.SetRemarkAsync(zone, id, "mooring: 主机 a", Cancellation));

        Assert.Equal(TakesRemarks, set is null);
        Assert.Equal(TakesRemarks ? "mooring: 主机 a" : "", Cloud.Stored(Example, id).Remark);
    }

    [Fact]
    public async Task Deletes_one_record_and_finds_it_well_to_delete_it_again()
    {
        var editor = Editor();
        var zone = await ZoneAsync(editor);
        var stays = await editor.AddAsync(zone, Address(editor, "192.0.2.1"), Cancellation);
        var goes = await editor.AddAsync(zone, Address(editor, "192.0.2.2"), Cancellation);

        await editor.DeleteAsync(zone, goes, Cancellation);
        await editor.DeleteAsync(zone, goes, Cancellation);

        Assert.Equal([stays], Cloud.Zone(Example).Records.Where(record => !record.System).Select(record => record.Id));
    }

    [Fact]
    public async Task Tells_a_duplicate_from_other_refusals()
    {
        var editor = Editor();
        var zone = await ZoneAsync(editor);
        await editor.AddAsync(zone, Address(editor, "192.0.2.1"), Cancellation);

        var failed = await FailAsync(() => editor.AddAsync(zone, Address(editor, "192.0.2.1"), Cancellation));

        Assert.Equal(HasCodesOfItsOwn ? DnsFault.Duplicate : DnsFault.Rejected, failed.Fault);
        Assert.Contains("adding A www.example.com", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_a_zone_that_is_not_there()
    {
        var editor = Editor();
        var elsewhere = new HostedZone(DomainName.Parse("not-here.example.org"));
        var fault = HasCodesOfItsOwn ? DnsFault.NotFound : DnsFault.Permission;

        Assert.Equal(fault, (await FailAsync(() => editor.ListAsync(elsewhere, Cancellation))).Fault);
        Assert.Equal(
            fault,
            (await FailAsync(() => editor.AddAsync(elsewhere, Address(editor, "192.0.2.1", "www.not-here.example.org"), Cancellation))).Fault);
    }

    [Fact]
    public async Task Names_a_record_that_went_away_before_its_update()
    {
        var editor = Editor();
        var zone = await ZoneAsync(editor);
        var id = await editor.AddAsync(zone, Address(editor, "192.0.2.1"), Cancellation);
        var observed = await FindAsync(editor, zone, id);
        await editor.DeleteAsync(zone, id, Cancellation);

        var failed = await FailAsync(() => editor.UpdateAsync(zone, observed, Address(editor, "192.0.2.2"), Cancellation));

        Assert.Equal(DnsFault.NotFound, failed.Fault);
        Assert.False(failed.OutcomeUnknown);
    }

    [Fact]
    public async Task Keeps_lines_apart()
    {
        var editor = Editor();
        var zone = await ZoneAsync(editor);
        var everybody = await editor.AddAsync(zone, Address(editor, "192.0.2.1"), Cancellation);
        var some = await editor.AddAsync(zone, Address(editor, "192.0.2.1", line: OtherLine), Cancellation);

        var first = await FindAsync(editor, zone, everybody);
        var second = await FindAsync(editor, zone, some);

        Assert.True(first.Line.Matches(editor.Line(null)));
        Assert.True(second.Line.Matches(editor.Line(OtherLine)));
        Assert.False(second.Line.Matches(first.Line));
    }

    [Fact]
    public async Task Works_in_a_zone_with_an_international_name()
    {
        var editor = Editor();
        var zone = await ZoneAsync(editor, Chinese);
        var content = Address(editor, "192.0.2.1", "主页.例子.中国");

        var id = await editor.AddAsync(zone, content, Cancellation);
        var added = await FindAsync(editor, zone, id);
        await editor.UpdateAsync(zone, added, content with { Value = new RecordValue("192.0.2.2") }, Cancellation);
        var updated = await FindAsync(editor, new HostedZone(Chinese), id);
        await editor.DeleteAsync(zone, id, Cancellation);

        Assert.Equal((content.Owner, content.Owner), (added.Owner, updated.Owner));
        Assert.Equal("192.0.2.2", updated.Value.Data);
        Assert.DoesNotContain(Cloud.Zone(Chinese).Records, record => record.Id == id);
    }

    [Fact]
    public async Task Works_in_a_zone_below_another_zone()
    {
        var editor = Editor();
        var zone = await ZoneAsync(editor, DomainName.Parse("a.example.com"));

        var id = await editor.AddAsync(zone, Address(editor, "192.0.2.1", "www.a.example.com"), Cancellation);

        Assert.Equal("www", Cloud.Stored(zone.Name, id).Name);
    }

    [Fact]
    public async Task Rides_out_throttling()
    {
        var editor = Editor();
        var zone = await ZoneAsync(editor);
        Cloud.World.Faults.Add(new FaultRule(FaultKind.Code) { Code = ThrottleCode, Count = 3 });

        await editor.AddAsync(zone, Address(editor, "192.0.2.1"), Cancellation);

        Assert.Single(Cloud.Zone(Example).Records, record => !record.System);
    }

    [Fact]
    public async Task Names_throttling_that_does_not_end()
    {
        var editor = Editor();
        Cloud.World.Faults.Add(new FaultRule(FaultKind.Code) { Code = ThrottleCode });

        var failed = await FailAsync(() => editor.ListZonesAsync(Cancellation));

        Assert.Equal((DnsFault.Throttled, ThrottleCode), (failed.Fault, failed.Code));
    }

    [Theory]
    [InlineData(FaultKind.Html, null)]
    [InlineData(FaultKind.Truncate, null)]
    [InlineData(FaultKind.Reset, null)]
    [InlineData(FaultKind.Status, 500)]
    [InlineData(FaultKind.Status, 502)]
    [InlineData(FaultKind.Status, 503)]
    public async Task Never_takes_a_listing_that_failed_for_an_empty_one(FaultKind kind, int? status)
    {
        var editor = Editor();
        var zone = await ZoneAsync(editor);
        await editor.AddAsync(zone, Address(editor, "192.0.2.1"), Cancellation);
        Cloud.World.Faults.Add(new FaultRule(kind) { Status = status, Action = ListAction, Count = 3 });

        var ridden = await editor.ListAsync(zone, Cancellation);
        Cloud.World.Faults.Add(new FaultRule(kind) { Status = status });
        var failed = await FailAsync(() => editor.ListAsync(zone, Cancellation));

        Assert.Contains(ridden, record => record.Type == RecordType.A);
        Assert.Equal(DnsFault.Unavailable, failed.Fault);
        Assert.NotEqual(failed.Text.English, failed.Text.Chinese);
    }

    [Fact]
    public async Task Says_that_a_lost_answer_to_a_write_leaves_the_outcome_open()
    {
        var editor = Editor();
        var zone = await ZoneAsync(editor);
        Cloud.World.Faults.Add(new FaultRule(FaultKind.Reset) { Action = AddAction, After = true, Count = 1 });

        var failed = await FailAsync(() => editor.AddAsync(zone, Address(editor, "192.0.2.1"), Cancellation));

        Assert.True(failed.OutcomeUnknown);
        Assert.Single(Cloud.Zone(Example).Records, record => !record.System);
    }

    [Theory]
    [InlineData(-365 * 24 * 60)]
    [InlineData(-16)]
    [InlineData(16)]
    [InlineData(24 * 60)]
    public async Task Signs_in_the_hosts_time_when_the_clocks_differ(int minutes)
    {
        Cloud.World.Clock.Offset = TimeSpan.FromMinutes(minutes);
        var editor = Editor();

        var zone = await ZoneAsync(editor);
        await editor.AddAsync(zone, Address(editor, "192.0.2.1"), Cancellation);

        Assert.Single(Cloud.Zone(Example).Records, record => !record.System);
    }

    [Fact]
    public async Task Names_a_wrong_key_and_how_to_renew_it()
    {
        ApiCredentials[] wrong = [RunningCloud.Credentials with { Key = new Secret("other-secret") }, RunningCloud.Credentials with { Id = "other-id" }];

        foreach (var credentials in wrong)
        {
            var failed = await FailAsync(() => Editor(credentials).ListZonesAsync(Cancellation));

            Assert.Equal(DnsFault.Credentials, failed.Fault);
            Assert.Contains("create a new one at https://", failed.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("other-", failed.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Names_the_right_that_is_missing()
    {
        var editor = Editor();
        var zone = await ZoneAsync(editor);
        var account = Cloud.World.FindAccount(Provider, "sandbox-id")!;
        Cloud.World.SetAccount(account with { Permissions = [ListAction] });

        var failed = await FailAsync(() => editor.AddAsync(zone, Address(editor, "192.0.2.1"), Cancellation));

        Assert.Equal(DnsFault.Permission, failed.Fault);
        Assert.Contains($"grant {AddRight} ", failed.Message, StringComparison.Ordinal);
        Assert.Contains("tatement\":[{", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Works_with_temporary_credentials()
    {
        var token = new Secret("sandbox-token/with+odd=characters");
        Cloud.World.SetAccount(new SandboxAccount(Provider, "temporary-id", "temporary-secret") { Owner = "sandbox-id", Token = token.Reveal() });
        var temporary = new ApiCredentials("temporary-id", new Secret("temporary-secret"), token);

        var zones = await Editor(temporary).ListZonesAsync(Cancellation);
        var failed = await FailAsync(() => Editor(temporary with { Token = new Secret("another") }).ListZonesAsync(Cancellation));

        Assert.NotEmpty(zones);
        Assert.Equal(DnsFault.Credentials, failed.Fault);
        Assert.DoesNotContain("another", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tells_the_lowest_ttl_of_the_edition()
    {
        var editor = Editor();
        var zone = await ZoneAsync(editor);

        var failed = await FailAsync(() => editor.AddAsync(zone, Address(editor, "192.0.2.1", ttl: 60), Cancellation));

        Assert.Equal(HasCodesOfItsOwn ? (DnsFault.Quota, new Ttl(600)) : (DnsFault.Rejected, null), (failed.Fault, failed.MinimumTtl));
    }

    [Fact]
    public async Task Refuses_a_cname_beside_an_address()
    {
        var editor = Editor();
        var zone = await ZoneAsync(editor);
        await editor.AddAsync(zone, Address(editor, "192.0.2.1"), Cancellation);

        var failed = await FailAsync(() => editor.AddAsync(
            zone, Sample.Content("www.example.com", RecordType.Cname, "target.example.net", editor.Line(null)), Cancellation));

        Assert.True(failed.Fault is DnsFault.Conflict or DnsFault.Rejected, failed.Message);
    }

    [Fact]
    public async Task Writes_one_after_another_when_asked_for_all_at_once()
    {
        var editor = Editor();
        var zone = await ZoneAsync(editor);

        await Task.WhenAll(Enumerable.Range(1, 20).Select(
            i => editor.AddAsync(zone, Address(editor, $"192.0.2.{i}", $"host-{i}.example.com"), Cancellation)));

        Assert.Equal(20, Cloud.Zone(Example).Records.Count(record => !record.System));
        Assert.All(Cloud.World.Calls.Entries, call => Assert.Null(call.Code));
    }

    private void Fill(int count) => Cloud.World.Edit(Cloud.Zone(Example), zone => zone.Records.AddRange(
        Enumerable.Range(0, count).Select(i => new ZoneRecord
        {
            Id = Cloud.World.NextRecordId(Provider),
            Name = $"host-{i}",
            Type = "A",
            Value = "192.0.2.1",
            Line = Provider.DefaultLine(),
        })));

    private static Task<DnsApiException> FailAsync(Func<Task> call) => Assert.ThrowsAsync<DnsApiException>(call);
}
