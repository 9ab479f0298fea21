using Mooring.Core;

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
        RightFormat = "dnspod:{0}",
        Policy = _ => Policy,
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

    /// <summary>
    /// CAM: listing the zones works at the level of the operation only; a zone is named there by account and number, which
    /// nobody types by heart, so that the least policy to paste covers all zones ("DNSPod: resource-level permissions").
    /// </summary>
    private const string Policy =
        """{"version":"2.0","statement":[{"effect":"allow","action":["dnspod:DescribeDomainList","dnspod:DescribeRecordList","dnspod:CreateRecord","dnspod:ModifyRecord","dnspod:ModifyRecordRemark","dnspod:DeleteRecord"],"resource":["*"]}]}""";
}
