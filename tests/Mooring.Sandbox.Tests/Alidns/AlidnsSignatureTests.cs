using System.Text;
using Mooring.Sandbox.Alidns;

namespace Mooring.Sandbox.Tests.Alidns;

/// <summary>The published vectors, on the code that checks signatures.</summary>
public sealed class AlidnsSignatureTests
{
    private const string Awkward = "a b+c~*'(测试)";

    [Fact]
    public void Rpc_matches_the_vendors_own_example()
    {
        var parameters = Rpc("DescribeDomainRecords", "f59ed6a9-83fc-473b-9cc6-99c95df3856e", "2016-03-24T16:41:54Z",
            ("Format", "XML"), ("DomainName", "example.com"));

        var toSign = AlidnsSignature.RpcStringToSign("GET", parameters);

        Assert.Equal(
            "AccessKeyId=testid&Action=DescribeDomainRecords&DomainName=example.com&Format=XML&SignatureMethod=HMAC-SHA1&SignatureNonce=f59ed6a9-83fc-473b-9cc6-99c95df3856e&SignatureVersion=1.0&Timestamp=2016-03-24T16%3A41%3A54Z&Version=2015-01-09",
            AlidnsSignature.CanonicalQuery(parameters));
        Assert.Equal(
            "GET&%2F&AccessKeyId%3Dtestid%26Action%3DDescribeDomainRecords%26DomainName%3Dexample.com%26Format%3DXML%26SignatureMethod%3DHMAC-SHA1%26SignatureNonce%3Df59ed6a9-83fc-473b-9cc6-99c95df3856e%26SignatureVersion%3D1.0%26Timestamp%3D2016-03-24T16%253A41%253A54Z%26Version%3D2015-01-09",
            toSign);
        Assert.Equal("uRpHwaSEt3J+6KQD//svCh/x+pI=", AlidnsSignature.RpcSignature("testsecret", toSign));
    }

    [Fact]
    public void Rpc_matches_the_older_example_of_another_product()
    {
        var parameters = Rpc("DescribeRegions", "3ee8c1b8-83d3-44af-a94f-4e0ad82fd6cf", "2016-02-23T12:46:24Z", ("Format", "XML"));
        parameters["Version"] = "2014-05-26";

        Assert.Equal("OLeaidS1JvxuMvnyHOwuJ+uX5qY=", Sign("GET", parameters));
    }

    [Fact]
    public void Rpc_encodes_awkward_characters_strictly()
    {
        var parameters = Rpc("AddDomainRecord", "00000000-0000-4000-8000-000000000001", "2026-01-02T03:04:05Z",
            ("DomainName", "example.com"), ("Format", "JSON"), ("Line", "default"), ("RR", "_acme-challenge.*"), ("TTL", "600"), ("Type", "TXT"), ("Value", Awkward));

        Assert.Equal("swNMVz4xlpV5160Sp3G74bXuL4I=", Sign("POST", parameters));
    }

    [Fact]
    public void Rpc_signs_the_token_as_any_parameter_and_leaves_out_the_signature()
    {
        var parameters = Rpc("UpdateDomainRecord", "00000000-0000-4000-8000-000000000003", "2026-01-02T03:04:05Z",
            ("Format", "JSON"), ("RR", "@"), ("RecordId", "9999985"), ("SecurityToken", "teststoken"), ("TTL", "600"), ("Type", "A"), ("Value", "192.0.2.1"), ("Signature", "left out"));

        Assert.Equal("c8VAsqmeEwhDJMsAEaDy2Ar1vBQ=", Sign("GET", parameters));
    }

    [Fact]
    public void Acs3_matches_the_vendors_own_example()
    {
        var canonical = AlidnsSignature.Acs3CanonicalRequest(
            "POST",
            [new("ImageId", "win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd"), new("RegionId", "cn-shanghai")],
            Headers("ecs.cn-shanghai.aliyuncs.com", "RunInstances", "2014-05-26", "2023-10-26T10:22:32Z", "3156853299f313e23d1673dc12e1703d"),
            AlidnsSignature.Sha256([]));

        var toSign = AlidnsSignature.Acs3StringToSign(canonical);

        Assert.Equal("ACS3-HMAC-SHA256\n7ea06492da5221eba5297e897ce16e55f964061054b7695beedaac1145b1e259", toSign);
        Assert.Equal("06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0", AlidnsSignature.Acs3Signature("YourAccessKeySecret", toSign));
    }

    [Fact]
    public void Acs3_encodes_awkward_characters_strictly()
    {
        var canonical = AlidnsSignature.Acs3CanonicalRequest(
            "POST",
            [new("Value", Awkward), new("Type", "TXT"), new("TTL", "600"), new("RR", "_acme-challenge.*"), new("DomainName", "example.com")],
            Headers("alidns.aliyuncs.com", "AddDomainRecord", "2015-01-09", "2026-01-02T03:04:05Z", "00000000000040008000000000000001"),
            AlidnsSignature.Sha256([]));

        Assert.Equal("debd34ba607199dad17df103214e405f6aeb0dc920495a0b1d6e8f0736c4ac1e", AlidnsSignature.Sha256(Encoding.UTF8.GetBytes(canonical)));
        Assert.Equal(
            "b9a383d98e3524e19bf04e72273fa2571f80c11763f5472f19831d2bd3527394",
            AlidnsSignature.Acs3Signature("testsecret", AlidnsSignature.Acs3StringToSign(canonical)));
    }

    [Fact]
    public void Acs3_signs_the_token_headers()
    {
        List<KeyValuePair<string, string>> headers =
        [
            .. Headers("alidns.aliyuncs.com", "DescribeDomainRecords", "2015-01-09", "2026-01-02T03:04:05Z", "00000000000040008000000000000002"),
            new("x-acs-security-token", "teststoken"),
            new("x-acs-accesskey-id", "testid"),
        ];

        var canonical = AlidnsSignature.Acs3CanonicalRequest("POST", [new("DomainName", "example.com")], headers, AlidnsSignature.Sha256([]));

        Assert.Equal("36719fa1aa0e6fc155439119d31c08aec81d386ac3c7e6334393ce014ff20b1b", AlidnsSignature.Sha256(Encoding.UTF8.GetBytes(canonical)));
        Assert.Equal(
            "7f37e22223f2877dbe4540676adf881d8934248d45c4c8977dc127aba2d90f80",
            AlidnsSignature.Acs3Signature("testsecret", AlidnsSignature.Acs3StringToSign(canonical)));
    }

    private static string Sign(string method, Dictionary<string, string> parameters) =>
        AlidnsSignature.RpcSignature("testsecret", AlidnsSignature.RpcStringToSign(method, parameters));

    private static Dictionary<string, string> Rpc(string action, string nonce, string timestamp, params (string Name, string Value)[] more)
    {
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Action"] = action,
            ["AccessKeyId"] = "testid",
            ["SignatureMethod"] = "HMAC-SHA1",
            ["SignatureVersion"] = "1.0",
            ["SignatureNonce"] = nonce,
            ["Timestamp"] = timestamp,
            ["Version"] = "2015-01-09",
        };
        foreach (var (name, value) in more)
        {
            parameters[name] = value;
        }

        return parameters;
    }

    private static KeyValuePair<string, string>[] Headers(string host, string action, string version, string date, string nonce) =>
    [
        new("x-acs-version", version),
        new("host", host),
        new("x-acs-action", action),
        new("x-acs-content-sha256", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        new("x-acs-date", date),
        new("x-acs-signature-nonce", nonce),
    ];
}
