using Mooring.Core.Names;
using Mooring.Core.Records;
using Mooring.Doctor.Accounts;
using Mooring.Providers;
using Mooring.Testing;

namespace Mooring.Tests.Doctor.Accounts;

/// <summary>What the trials send.</summary>
public sealed class RightsTrialsTests
{
    private static readonly HostedZone Zone = new(DomainName.Parse("example.com"));

    [Fact]
    public async Task Nothing_is_tried_where_a_record_has_the_id_that_none_can_have()
    {
        var editor = new InMemoryZone(Zone);
        var provider = ProviderCatalog.All[0];
        var listed = new HostedRecord
        {
            Id = provider.UnusedRecordId,
            Owner = Zone.Name, Type = RecordType.A, Value = new RecordValue("192.0.2.1"), Ttl = Ttl.Default, Line = new DnsLine("default", "default"),
        };

        Assert.Empty(await new RightsTrials(editor, provider).TryAsync(Zone, [listed], RecordRights.All, TestContext.Current.CancellationToken));
        Assert.Empty(editor.Calls);
    }
}
