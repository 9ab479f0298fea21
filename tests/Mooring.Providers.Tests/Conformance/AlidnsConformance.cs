using Mooring.Core.Records;
using Mooring.Http;
using Mooring.Providers.Alidns;
using Mooring.Sandbox.World;

namespace Mooring.Providers.Tests.Conformance;

public sealed class AlidnsConformance : ZoneEditorConformance
{
    private protected override SandboxProvider Provider => SandboxProvider.Alidns;

    private protected override string ThrottleCode => "Throttling.User";

    private protected override string ListAction => "DescribeDomainRecords";

    private protected override string AddAction => "AddDomainRecord";

    private protected override string AddRight => "alidns:AddDomainRecord";

    private protected override IZoneEditor Open(IApiChannel channel, ApiCredentials credentials, Uri endpoint) =>
        new AlidnsZoneEditor(channel, new AlidnsOptions { Credentials = credentials, Endpoint = endpoint });
}
