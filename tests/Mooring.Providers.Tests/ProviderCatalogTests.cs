using System.Text.Json;
using Mooring.Core.Names;
using Mooring.Core.Records;
using Mooring.Providers.Alidns;
using Mooring.Providers.Faults;
using Mooring.Providers.TencentCloud;

namespace Mooring.Providers.Tests;

public sealed class ProviderCatalogTests
{
    private static readonly HostedZone Zone = new(Sample.Zone, "62");

    [Fact]
    public void Finds_a_provider_by_its_word_and_has_no_default()
    {
        Assert.Same(AlidnsProvider.Info, ProviderCatalog.Find("alidns"));
        Assert.Same(TencentProvider.Info, ProviderCatalog.Find("tencent"));
        Assert.Null(ProviderCatalog.Find("aliyun"));
        Assert.Null(ProviderCatalog.Find(""));
    }

    [Fact]
    public void Offers_no_api_with_a_notice_first() =>
        Assert.All(ProviderCatalog.All, provider => Assert.Null(provider.Apis[0].Notice));

    [Fact]
    public void Warns_of_the_end_of_cns_v2()
    {
        var notice = Assert.Single(TencentProvider.Info.Apis, api => api.Name == "cns-v2").Notice;

        Assert.Contains("2023-01-01", notice!.English, StringComparison.Ordinal);
        Assert.Contains("2023-01-01", notice.Chinese, StringComparison.Ordinal);
    }

    [Fact]
    public void Stays_within_the_published_limits_even_when_a_second_sees_a_fifth_more()
    {
        Assert.InRange(AlidnsProvider.Api.CallsPerSecond * 1.2, 1, 60);
        Assert.InRange(TencentProvider.Dnspod.CallsPerSecond * 1.2, 1, 20);
    }

    [Fact]
    public async Task Names_every_action_that_is_called_in_the_least_policy_and_no_other()
    {
        var alidns = await ActionsAsync(
            channel => new AlidnsZoneEditor(channel, new AlidnsOptions { Credentials = Sample.Credentials }),
            "x-acs-action",
            """{"RequestId":"R","RecordId":"1","TotalCount":0,"Domains":{"Domain":[]},"DomainRecords":{"Record":[]}}""");
        var tencent = await ActionsAsync(
            channel => new DnspodZoneEditor(channel, new DnspodOptions { Credentials = Sample.Credentials }),
            "X-TC-Action",
            """{"Response":{"RequestId":"r","RecordId":1,"DomainCountInfo":{"DomainTotal":0},"DomainList":[],"RecordCountInfo":{"TotalCount":0},"RecordList":[]}}""");

        Assert.Equal(alidns.Select(action => $"alidns:{action}"), Granted(AlidnsProvider.Info.Policy(Sample.Zone), "Statement", "Action"));
        Assert.Equal(tencent.Select(action => $"dnspod:{action}"), Granted(TencentProvider.Info.Policy(Sample.Zone), "statement", "action"));
    }

    [Fact]
    public void Limits_the_least_policy_to_what_is_needed_in_the_zones_that_are_named()
    {
        var needed = new NeededRights([new HostedZone(Sample.Zone, "62"), new HostedZone(DomainName.Parse("例子.中国"), "63")], RecordRights.Update | RecordRights.Delete);

        Assert.Equal(
            """{"Version":"1","Statement":[{"Effect":"Allow","Action":"alidns:DescribeDomains","Resource":"*"},{"Effect":"Allow","Action":["alidns:DescribeDomainRecords","alidns:UpdateDomainRecord","alidns:DeleteDomainRecord"],"Resource":["acs:alidns:*:*:domain/example.com","acs:alidns:*:*:domain/例子.中国"]}]}""",
            AlidnsProvider.Info.LeastPolicy(needed));
        Assert.Equal(
            """{"version":"2.0","statement":[{"effect":"allow","action":["dnspod:DescribeDomainList","dnspod:DescribeRecordList"],"resource":["*"]},{"effect":"allow","action":["dnspod:ModifyRecord","dnspod:DeleteRecord"],"resource":["qcs::dnspod:::domain/62","qcs::dnspod:::domain/63"]}]}""",
            TencentProvider.Info.LeastPolicy(needed));
    }

    [Fact]
    public void Has_a_sentence_in_both_languages_for_every_cure()
    {
        var doing = Doing.List("DescribeDomainRecords", Sample.Zone);
        var cures = Enum.GetValues<Cure>().Except([Cure.None, Cure.SetClock]);

        Assert.All(
            ProviderCatalog.All.SelectMany(_ => cures, (provider, cure) => Cures.Say(cure, provider, doing, TimeSpan.Zero)!),
            text => Assert.True(text.English.All(char.IsAscii) && text.Chinese.Any(c => c > 0x3000), text.English));
    }

    private static async Task<IEnumerable<string>> ActionsAsync(Func<ScriptedChannel, IZoneEditor> open, string header, string answer)
    {
        var channel = ScriptedChannel.Answering(Replies.Json(answer));
        var editor = open(channel);
        var content = Sample.Content("www.example.com", RecordType.A, "192.0.2.1", editor.Line(null));
        await editor.ListZonesAsync(Sample.Cancellation);
        await editor.ListAsync(Zone, Sample.Cancellation);
        await editor.AddAsync(Zone, content, Sample.Cancellation);
        await editor.UpdateAsync(Zone, Sample.Observed("1", content), content, Sample.Cancellation);
        await editor.SetRemarkAsync(Zone, "1", "x", Sample.Cancellation);
        await editor.DeleteAsync(Zone, "1", Sample.Cancellation);
        return channel.Sent.Select(sent => sent.Headers[header]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
    }

    private static IEnumerable<string> Granted(string policy, string statement, string action) =>
        JsonElement.Parse(policy).GetProperty(statement).EnumerateArray()
            .Select(rule => rule.GetProperty(action))
            .SelectMany(actions => actions.ValueKind == JsonValueKind.Array ? actions.EnumerateArray().Select(item => item.GetString()!) : [actions.GetString()!])
            .Order(StringComparer.Ordinal);
}
