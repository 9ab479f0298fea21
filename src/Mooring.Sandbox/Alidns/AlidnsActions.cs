using System.Collections.Frozen;
using System.Text.Json.Nodes;

namespace Mooring.Sandbox.Alidns;

/// <summary>One action.</summary>
/// <param name="CallsPerSecond">The published limit per account ("Quotas"); where none is published, 100.</param>
/// <param name="Run">Carries it out and returns the reply without <c>RequestId</c>.</param>
/// <param name="Required">The mandatory parameters, looked at before rights and rules.</param>
internal sealed record AlidnsAction(int CallsPerSecond, Func<AlidnsContext, JsonObject> Run, params string[] Required);

/// <summary>The actions of version 2015-01-09 that this stand-in knows.</summary>
internal static class AlidnsActions
{
    public static readonly FrozenDictionary<string, AlidnsAction> ByName = new Dictionary<string, AlidnsAction>(StringComparer.Ordinal)
    {
        ["DescribeDomains"] = new(100, DomainActions.DescribeDomains),
        ["DescribeDomainInfo"] = new(100, DomainActions.DescribeDomainInfo, "DomainName"),
        ["GetMainDomainName"] = new(100, DomainActions.GetMainDomainName, "InputString"),
        ["AddDomain"] = new(10, DomainActions.AddDomain, "DomainName"),
        ["DeleteDomain"] = new(10, DomainActions.DeleteDomain, "DomainName"),
        ["DescribeSupportLines"] = new(100, DomainActions.DescribeSupportLines),
        ["DescribeDomainRecords"] = new(100, RecordQueries.DescribeDomainRecords, "DomainName"),
        ["DescribeSubDomainRecords"] = new(300, RecordQueries.DescribeSubDomainRecords, "SubDomain"),
        ["DescribeDomainRecordInfo"] = new(200, RecordQueries.DescribeDomainRecordInfo, "RecordId"),
        ["AddDomainRecord"] = new(60, RecordWrites.AddDomainRecord, "DomainName", "RR", "Type", "Value"),
        ["UpdateDomainRecord"] = new(60, RecordWrites.UpdateDomainRecord, "RecordId", "RR", "Type", "Value"),
        ["UpdateDomainRecordRemark"] = new(60, RecordWrites.UpdateDomainRecordRemark, "RecordId"),
        ["DeleteDomainRecord"] = new(60, RecordWrites.DeleteDomainRecord, "RecordId"),
        ["DeleteSubDomainRecords"] = new(20, RecordWrites.DeleteSubDomainRecords, "DomainName", "RR"),
        ["SetDomainRecordStatus"] = new(60, RecordWrites.SetDomainRecordStatus, "RecordId", "Status"),
        ["SetDNSSLBStatus"] = new(60, BalanceActions.SetDnsSlbStatus, "SubDomain"),
        ["UpdateDNSSLBWeight"] = new(60, BalanceActions.UpdateDnsSlbWeight, "RecordId", "Weight"),
        ["DescribeDNSSLBSubDomains"] = new(100, BalanceActions.DescribeDnsSlbSubDomains, "DomainName"),
        ["OperateBatchDomain"] = new(20, BatchActions.OperateBatchDomain, "Type"),
        ["DescribeBatchResultCount"] = new(100, BatchActions.DescribeBatchResultCount),
        ["DescribeBatchResultDetail"] = new(100, BatchActions.DescribeBatchResultDetail),
    }.ToFrozenDictionary(StringComparer.Ordinal);
}
