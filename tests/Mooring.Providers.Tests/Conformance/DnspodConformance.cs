using Mooring.Core.Records;
using Mooring.Http;
using Mooring.Providers.TencentCloud;
using Mooring.Sandbox.World;

namespace Mooring.Providers.Tests.Conformance;

public sealed class DnspodConformance : ZoneEditorConformance
{
    private protected override SandboxProvider Provider => SandboxProvider.Tencent;

    private protected override string ThrottleCode => "RequestLimitExceeded";

    private protected override string ListAction => "DescribeRecordList";

    private protected override string AddAction => "CreateRecord";

    private protected override string AddRight => "dnspod:CreateRecord";

    private protected override IZoneEditor Open(IApiChannel channel, ApiCredentials credentials, Uri endpoint) =>
        new DnspodZoneEditor(channel, new DnspodOptions { Credentials = credentials, Endpoint = endpoint });
}
