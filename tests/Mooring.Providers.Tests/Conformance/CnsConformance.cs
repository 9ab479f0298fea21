using Mooring.Core.Records;
using Mooring.Http;
using Mooring.Providers.TencentCloud.Cns;
using Mooring.Sandbox.World;

namespace Mooring.Providers.Tests.Conformance;

public sealed class CnsConformance : ZoneEditorConformance
{
    private protected override SandboxProvider Provider => SandboxProvider.Tencent;

    private protected override bool TakesRemarks => false;

    private protected override bool UpdatesPausedRecords => false;

    private protected override bool HasCodesOfItsOwn => false;

    private protected override string ThrottleCode => "4400";

    private protected override string ListAction => "RecordList";

    private protected override string AddAction => "RecordCreate";

    private protected override string AddRight => "dnspod:CreateRecord";

    private protected override IZoneEditor Open(IApiChannel channel, ApiCredentials credentials, Uri endpoint) =>
        new CnsZoneEditor(channel, new CnsOptions { Credentials = credentials, Endpoint = endpoint });

    [Fact]
    public async Task Signs_with_the_older_hash_too()
    {
        var editor = new CnsZoneEditor(
            Cloud.Channel(),
            new CnsOptions { Credentials = RunningCloud.Credentials, Endpoint = Cloud.Endpoint, SignatureMethod = CnsSignatureMethod.HmacSha1 });

        Assert.NotEmpty(await editor.ListZonesAsync(Sample.Cancellation));
    }
}
