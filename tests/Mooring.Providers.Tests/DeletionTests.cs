using Mooring.Core.Records;
using Mooring.Providers.Alidns;
using Mooring.Providers.TencentCloud;

namespace Mooring.Providers.Tests;

public sealed class DeletionTests
{
    private static readonly HostedZone Zone = new(Sample.Zone, "1");

    private static IZoneEditor Alidns(string code) => new AlidnsZoneEditor(
        ScriptedChannel.Answering(Replies.Json($$"""{"RequestId":"R","Code":"{{code}}","Message":""}""", 400)),
        new AlidnsOptions { Credentials = Sample.Credentials });

    private static IZoneEditor Dnspod(string code) => new DnspodZoneEditor(
        ScriptedChannel.Answering(Replies.Json($$$"""{"Response":{"RequestId":"R","Error":{"Message":"","Code":"{{{code}}}"} }}""")),
        new DnspodOptions { Credentials = Sample.Credentials });

    [Fact]
    public async Task Is_content_when_the_record_is_gone_already()
    {
        await Alidns("DomainRecordNotBelongToUser").DeleteAsync(Zone, "1", Sample.Cancellation);
        await Dnspod("InvalidParameter.RecordIdInvalid").DeleteAsync(Zone, "1", Sample.Cancellation);
    }

    [Theory]
    [InlineData("DomainRecordLocked", "FailedOperation.DomainIsLocked", DnsFault.Rejected)]
    [InlineData("Throttling", "RequestLimitExceeded", DnsFault.Throttled)]
    [InlineData("IncorrectDomainUser", "InvalidParameterValue.DomainNotExists", DnsFault.NotFound)]
    public async Task Is_content_with_nothing_else(string alidns, string dnspod, DnsFault fault)
    {
        Assert.Equal(fault, (await Assert.ThrowsAsync<DnsApiException>(() => Alidns(alidns).DeleteAsync(Zone, "1", Sample.Cancellation))).Fault);
        Assert.Equal(fault, (await Assert.ThrowsAsync<DnsApiException>(() => Dnspod(dnspod).DeleteAsync(Zone, "1", Sample.Cancellation))).Fault);
    }
}
