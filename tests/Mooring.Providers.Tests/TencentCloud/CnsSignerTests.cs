using Mooring.Core;
using Mooring.Providers.TencentCloud.Cns;

namespace Mooring.Providers.Tests.TencentCloud;

public sealed class CnsSignerTests
{
    private static readonly ApiCredentials Test = new("testsecretid", new Secret("testsecretkey"));
    private static readonly DateTimeOffset At = DateTimeOffset.FromUnixTimeSeconds(1767323045);

    private static CnsRequest List => new(
        "GET",
        "cns.api.qcloud.com",
        "/v2/index.php",
        "RecordList",
        [new("offset", "0"), new("length", "100"), new("domain", "example.com")]);

    [Theory]
    [InlineData("HmacSHA256", "JDtUj0grLjpeDaZgtQWTjcxTi0jH3KSADGoP2ubaiy4=")]
    [InlineData("HmacSHA1", "5OsRQiXrCHXZlTxVIKuL6Cbmv7g=")]
    public void Signs_a_listing_both_ways(string method, string signature)
    {
        var signed = CnsSigner.Sign(List, Test, method == "HmacSHA1" ? CnsSignatureMethod.HmacSha1 : CnsSignatureMethod.HmacSha256, At, 11886);

        Assert.Equal(
            "GETcns.api.qcloud.com/v2/index.php?Action=RecordList&Nonce=11886&SecretId=testsecretid"
            + $"&SignatureMethod={method}&Timestamp=1767323045&domain=example.com&length=100&offset=0",
            signed.StringToSign);
        Assert.Equal(signature, signed.Signature);
    }

    [Fact]
    public void Signs_values_raw_and_underscores_in_names_as_dots()
    {
        var request = List with { Parameters = [new("q_project", "0"), new("value", "a b+c=&测试")] };

        var signed = CnsSigner.Sign(request, Test, CnsSignatureMethod.HmacSha256, At, 1);

        Assert.EndsWith("&q.project=0&value=a b+c=&测试", signed.StringToSign, StringComparison.Ordinal);
        Assert.Contains(signed.Parameters, parameter => parameter.Key == "q_project");
    }

    [Fact]
    public void Signs_the_token_of_temporary_credentials_along()
    {
        var signed = CnsSigner.Sign(List, Test with { Token = new Secret("teststoken") }, CnsSignatureMethod.HmacSha256, At, 1);

        Assert.Contains("&Timestamp=1767323045&Token=teststoken&domain=", signed.StringToSign, StringComparison.Ordinal);
    }
}
