using Mooring.Core;
using Mooring.Core.Names;

namespace Mooring.Providers.TencentCloud;

/// <summary>Tencent Cloud DNSPod: names, places and limits.</summary>
public static class TencentProvider
{
    /// <summary>The whole of it.</summary>
    public static ProviderInfo Info { get; } = new()
    {
        Name = "tencent",
        Title = new Text("Tencent Cloud DNSPod", "腾讯云 DNSPod"),
        OtherNames = ["tencentcloud", "tencent cloud", "qcloud", "dnspod", "腾讯", "腾讯云"],
        IdSetting = "secret-id",
        KeySetting = "secret-key",
        Line = TencentLines.Of,
        Apis = [Dnspod, Cns],
        Variables =
        [
            // The vendor's SDKs and lego read the same three.
            new CredentialVariables(
                "Tencent Cloud SDK, lego", "TENCENTCLOUD_SECRET_ID", "TENCENTCLOUD_SECRET_KEY", "TENCENTCLOUD_SESSION_TOKEN"),
            new CredentialVariables("acme.sh", "Tencent_SecretId", "Tencent_SecretKey"),
        ],
        KeyConsole = new Uri("https://console.cloud.tencent.com/cam/user"),
        PermissionConsole = new Uri("https://console.cloud.tencent.com/cam/policy"),
        ZoneConsole = new Uri("https://console.dnspod.cn/"),
        NameServers =
        [
            DomainName.Parse("dnspod.net"), DomainName.Parse("dnspod.com"), DomainName.Parse("dnsv1.com"), DomainName.Parse("dnsv2.com"),
            DomainName.Parse("dnsv3.com"), DomainName.Parse("dnsv4.com"), DomainName.Parse("dnsv5.com"),
        ],
        UnusedRecordId = "9007199254740991", // the largest that every reader of JSON takes
        NamesZoneOfRecord = true,
        RightFormat = "dnspod:{0}",
        LeastPolicy = Policy,
    };

    /// <summary>API 3.0, version 2021-03-23: the default.</summary>
    /// <remarks>
    /// Published limits ("API Overview", maximum requests per second): DescribeRecordList 100; CreateRecord, ModifyRecord and
    /// DeleteRecord 500; ModifyRecordRemark and nearly all others 20, as for every action on the Chinese pages that name none.
    /// 16/s, of which any one second may see a fifth more, stays below the lowest of them.
    /// </remarks>
    public static ApiInfo Dnspod => new()
    {
        Name = "dnspod",
        Endpoint = new Uri("https://dnspod.tencentcloudapi.com/"),
        CallsPerSecond = 16,
        ClockTolerance = TimeSpan.FromMinutes(5),
    };

    /// <summary>CNS v2, the API of older scripts. Its limit is not published any more; five calls a second is a cautious choice.</summary>
    public static ApiInfo Cns => new()
    {
        Name = "cns-v2",
        Endpoint = new Uri("https://cns.api.qcloud.com/v2/index.php"),
        CallsPerSecond = 5,
        ClockTolerance = TimeSpan.FromMinutes(5),
        Notice = new Text(
            "Tencent Cloud announced that the API behind 'api: cns-v2' stops after 2023-01-01; set 'api: dnspod', which takes the same key",
            "腾讯云已宣布“api: cns-v2”所用的接口在 2023-01-01 之后停止服务；请改用“api: dnspod”，密钥不变"),
    };

    /// <remarks>
    /// CAM: listing works at the level of the operation only. A zone is named by its number; the account before it may be left out, which
    /// means that of whoever makes the policy ("CAM: resource description"). Without the numbers the policy covers all zones.
    /// </remarks>
    private static string Policy(NeededRights needed)
    {
        string[] listing = ["dnspod:DescribeDomainList", "dnspod:DescribeRecordList"];
        string[] writing =
        [
            .. PolicyText.Actions(
                needed.Records,
                (RecordRights.Add, "dnspod:CreateRecord"),
                (RecordRights.Update, "dnspod:ModifyRecord"),
                (RecordRights.Remark, "dnspod:ModifyRecordRemark"),
                (RecordRights.Delete, "dnspod:DeleteRecord")),
        ];
        var inZones = writing.Length > 0 && needed.Zones.Count > 0 && needed.Zones.All(zone => zone.Id is not null);
        var statements = inZones
            ? $"{Statement(listing, ["*"])},{Statement(writing, needed.Zones.Select(zone => $"qcs::dnspod:::domain/{zone.Id}"))}"
            : Statement([.. listing, .. writing], ["*"]);
        return $$"""{"version":"2.0","statement":[{{statements}}]}""";
    }

    private static string Statement(IEnumerable<string> actions, IEnumerable<string> resources) =>
        $$"""{"effect":"allow","action":{{PolicyText.Array(actions)}},"resource":{{PolicyText.Array(resources)}}}""";
}
