using Mooring.Core;
using Mooring.Core.Names;
using Mooring.Core.Records;

namespace Mooring.Providers.Tests;

/// <summary>Names and records that many tests use.</summary>
internal static class Sample
{
    public static readonly ApiCredentials Credentials = new("testid", new Secret("testsecret"));
    public static readonly ApiCredentials Temporary = Credentials with { Token = new Secret("testtoken") };
    public static readonly DomainName Zone = DomainName.Parse("example.com");

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static RecordContent Content(string owner, RecordType type, string data, DnsLine line, int? priority = null, int ttl = 600, string? remark = null) =>
        new(DomainName.Parse(owner), type, new RecordValue(data, priority), new Ttl(ttl), line, remark);

    public static HostedRecord Observed(string id, RecordContent content, bool enabled = true, string? remark = null, int? weight = null) => new()
    {
        Id = id,
        Owner = content.Owner,
        Type = content.Type,
        Value = content.Value,
        Ttl = content.Ttl,
        Line = content.Line,
        Enabled = enabled,
        Remark = remark,
        Weight = weight,
    };
}
