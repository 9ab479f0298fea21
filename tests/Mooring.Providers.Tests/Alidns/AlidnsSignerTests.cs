using System.Security.Cryptography;
using System.Text;
using Mooring.Core;
using Mooring.Providers.Alidns;

namespace Mooring.Providers.Tests.Alidns;

public sealed class AlidnsSignerTests
{
    private static readonly ApiCredentials Test = new("testid", new Secret("testsecret"));

    [Fact]
    public void Signs_the_example_of_the_vendors_documentation()
    {
        // Alibaba Cloud OpenAPI, "V3 request body and signature"
        var request = new AlidnsRequest
        {
            Host = "ecs.cn-shanghai.aliyuncs.com",
            Query = [new("RegionId", "cn-shanghai"), new("ImageId", "win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd")],
            Headers = [new("x-acs-action", "RunInstances"), new("x-acs-version", "2014-05-26")],
        };

        var signed = AlidnsSigner.Sign(
            request,
            new ApiCredentials("YourAccessKeyId", new Secret("YourAccessKeySecret")),
            new DateTimeOffset(2023, 10, 26, 10, 22, 32, TimeSpan.Zero),
            "3156853299f313e23d1673dc12e1703d");

        Assert.Equal("7ea06492da5221eba5297e897ce16e55f964061054b7695beedaac1145b1e259", Hash(signed.CanonicalRequest));
        Assert.Equal(
            "ACS3-HMAC-SHA256 Credential=YourAccessKeyId,"
            + "SignedHeaders=host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version,"
            + "Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0",
            signed.Authorization);
    }

    [Fact]
    public void Encodes_awkward_characters_strictly()
    {
        var request = new AlidnsRequest
        {
            Host = "alidns.aliyuncs.com",
            Query =
            [
                new("DomainName", "example.com"),
                new("RR", "_acme-challenge.*"),
                new("Type", "TXT"),
                new("Value", "a b+c~*'(测试)"),
                new("TTL", "600"),
            ],
            Headers = [new("x-acs-action", "AddDomainRecord"), new("x-acs-version", "2015-01-09")],
        };

        var signed = AlidnsSigner.Sign(request, Test, At, "00000000000040008000000000000001");

        Assert.Equal(
            "DomainName=example.com&RR=_acme-challenge.%2A&TTL=600&Type=TXT&Value=a%20b%2Bc~%2A%27%28%E6%B5%8B%E8%AF%95%29",
            AlidnsSigner.Query(request.Query));
        Assert.Equal("debd34ba607199dad17df103214e405f6aeb0dc920495a0b1d6e8f0736c4ac1e", Hash(signed.CanonicalRequest));
        Assert.EndsWith("Signature=b9a383d98e3524e19bf04e72273fa2571f80c11763f5472f19831d2bd3527394", signed.Authorization, StringComparison.Ordinal);
    }

    [Fact]
    public void Signs_the_token_of_temporary_credentials_along()
    {
        var request = new AlidnsRequest
        {
            Host = "alidns.aliyuncs.com",
            Query = [new("DomainName", "example.com")],
            Headers = [new("x-acs-action", "DescribeDomainRecords"), new("x-acs-version", "2015-01-09")],
        };

        var signed = AlidnsSigner.Sign(
            request, Test with { Token = new Secret("teststoken") }, At, "00000000000040008000000000000002");

        Assert.Equal("36719fa1aa0e6fc155439119d31c08aec81d386ac3c7e6334393ce014ff20b1b", Hash(signed.CanonicalRequest));
        Assert.EndsWith("Signature=7f37e22223f2877dbe4540676adf881d8934248d45c4c8977dc127aba2d90f80", signed.Authorization, StringComparison.Ordinal);
        Assert.Contains(signed.Headers, header => header is { Key: "x-acs-security-token", Value: "teststoken" });
    }

    [Theory]
    [InlineData(8)]
    [InlineData(-5)]
    public void Signs_the_same_instant_the_same_way_in_every_zone(int hours)
    {
        var request = new AlidnsRequest { Host = "alidns.aliyuncs.com" };

        var here = AlidnsSigner.Sign(request, Test, At.ToOffset(TimeSpan.FromHours(hours)), "n");

        Assert.Equal(AlidnsSigner.Sign(request, Test, At, "n").Authorization, here.Authorization);
    }

    private static readonly DateTimeOffset At = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
