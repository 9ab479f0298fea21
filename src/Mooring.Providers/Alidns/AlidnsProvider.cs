using Mooring.Core;
using Mooring.Core.Names;

namespace Mooring.Providers.Alidns;

/// <summary>Alibaba Cloud DNS (Alidns): names, places and limits.</summary>
public static class AlidnsProvider
{
    /// <summary>The whole of it.</summary>
    public static ProviderInfo Info { get; } = new()
    {
        Name = "alidns",
        Title = new Text("Alibaba Cloud DNS", "阿里云云解析 DNS"),
        OtherNames = ["aliyun", "alibaba", "alicloud", "alibabacloud", "alibaba cloud", "hichina", "阿里", "阿里云", "阿里云解析", "万网"],
        IdSetting = "access-key-id",
        KeySetting = "access-key-secret",
        Line = AlidnsLines.Of,
        Apis = [Api],
        Variables =
        [
            // "Alibaba Cloud SDK: Manage access credentials"; "Alibaba Cloud CLI: Environment variables".
            new CredentialVariables(
                "Alibaba Cloud SDK, CLI", "ALIBABA_CLOUD_ACCESS_KEY_ID", "ALIBABA_CLOUD_ACCESS_KEY_SECRET", "ALIBABA_CLOUD_SECURITY_TOKEN"),
            new CredentialVariables("lego, Terraform", "ALICLOUD_ACCESS_KEY", "ALICLOUD_SECRET_KEY", "ALICLOUD_SECURITY_TOKEN"),
            new CredentialVariables("aliyun CLI (older)", "ALIBABACLOUD_ACCESS_KEY_ID", "ALIBABACLOUD_ACCESS_KEY_SECRET"),
            new CredentialVariables("aliyun CLI (older)", "ALICLOUD_ACCESS_KEY_ID", "ALICLOUD_ACCESS_KEY_SECRET"),
            new CredentialVariables("acme.sh", "Ali_Key", "Ali_Secret"),
            new CredentialVariables("caddy-dns", "ALIYUN_ACCESS_KEY_ID", "ALIYUN_ACCESS_KEY_SECRET"),
        ],
        KeyConsole = new Uri("https://ram.console.aliyun.com/users"),
        PermissionConsole = new Uri("https://ram.console.aliyun.com/policies"),
        ZoneConsole = new Uri("https://dns.console.aliyun.com/"),
        NameServers = [DomainName.Parse("alidns.com"), DomainName.Parse("hichina.com")],
        UnusedRecordId = "9223372036854775807", // signed, of 64 bits
        NamesZoneOfRecord = false,
        RightFormat = "alidns:{0}",
        LeastPolicy = Policy,
    };

    /// <summary>The one API, version 2015-01-09.</summary>
    /// <remarks>
    /// Published limits ("API rate quotas", per account, region and action): DescribeDomainRecords 100/s; AddDomainRecord,
    /// UpdateDomainRecord and DeleteDomainRecord 60/s each. 50/s, of which any one second may see a fifth more, stays within the lowest
    /// of them. The tolerance is the smaller of the two that the vendor's pages name (15 and 31 minutes).
    /// </remarks>
    public static ApiInfo Api => new()
    {
        Name = "alidns",
        Endpoint = new Uri("https://alidns.aliyuncs.com/"),
        CallsPerSecond = 50,
        ClockTolerance = TimeSpan.FromMinutes(15),
    };

    /// <summary>RAM: listing the zones works on all resources only, everything else can be limited to zones ("RAM authorization").</summary>
    private static string Policy(NeededRights needed)
    {
        var actions = PolicyText.Actions(
            needed.Records,
            (RecordRights.None, "alidns:DescribeDomainRecords"),
            (RecordRights.Add, "alidns:AddDomainRecord"),
            (RecordRights.Update, "alidns:UpdateDomainRecord"),
            (RecordRights.Remark, "alidns:UpdateDomainRecordRemark"),
            (RecordRights.Delete, "alidns:DeleteDomainRecord"));
        string[] zones = [.. needed.Zones.Select(zone => $"acs:alidns:*:*:domain/{zone.Name.Describe()}")];
        return """{"Version":"1","Statement":[{"Effect":"Allow","Action":"alidns:DescribeDomains","Resource":"*"},"""
            + $$"""{"Effect":"Allow","Action":{{PolicyText.Array(actions)}},"Resource":{{PolicyText.OneOrArray(zones.Length > 0 ? zones : ["acs:alidns:*:*:domain/*"])}}}]}""";
    }
}
