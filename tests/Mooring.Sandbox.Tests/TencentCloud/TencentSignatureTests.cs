using System.Text;
using Mooring.Sandbox.TencentCloud;

namespace Mooring.Sandbox.Tests.TencentCloud;

/// <summary>The published vectors, on the code that checks signatures.</summary>
public sealed class TencentSignatureTests
{
    private const string Host = "dnspod.tencentcloudapi.com";

    [Fact]
    public void Tc3_matches_the_vendors_own_example_from_the_key_of_the_day_on()
    {
        var body = Encoding.UTF8.GetBytes("""{"Limit": 1, "Filters": [{"Values": ["\u672a\u547d\u540d"], "Name": "instance-name"}]}""");
        var canonical = Tc3Signature.CanonicalRequest("POST", "",
            [new("host", "cvm.tencentcloudapi.com"), new("content-type", "application/json; charset=utf-8"), new("x-tc-action", "DescribeInstances")], body);

        var key = Tc3Signature.SigningKeyOfDay(Convert.FromHexString("da98fb70dcf6b112dc21038d1eeeb3a95c74b4dcb12c1131f864f6066bd02be0"), "cvm");

        Assert.Equal("35e9c5b0e3ae67532d3c9f17ead6c90222632e5b1ff7f6e89887f1398934f064", Tc3Signature.Hash(body));
        Assert.Equal("7019a55be8395899b900fb5564e4200d984910f34794a27cb3fb7d10ff6a1e84", HashOf(canonical));
        Assert.Equal("b596b923aad85185e2d1f6659d2a062e0a86731226e021e61bfe06f7ed05f5af", Convert.ToHexStringLower(key));
        Assert.Equal(
            "10b1a37a7301a02ca19a647ad722d5e43b4b3cff309d421d85b46093f6ab6c4f",
            Tc3Signature.Sign(key, Tc3Signature.StringToSign("1551113065", "2019-02-25", "cvm", canonical)));
    }

    [Fact]
    public void Tc3_matches_the_older_page_with_two_signed_headers()
    {
        var body = Encoding.UTF8.GetBytes("""{"Limit": 1, "Filters": [{"Values": ["\u672a\u547d\u540d"], "Name": "instance-name"}]}""");

        var canonical = Tc3Signature.CanonicalRequest("POST", "",
            [new("host", "cvm.tencentcloudapi.com"), new("content-type", "application/json; charset=utf-8")], body);

        Assert.Equal("5ffe6a04c0664d6b969fab9a13bdab201d63ee709638e2749d62a09ca18d7031", HashOf(canonical));
    }

    [Fact]
    public void Tc3_signs_chinese_in_the_body_and_the_action_in_lower_case()
    {
        var body = Encoding.UTF8.GetBytes("""{"Domain":"example.com","SubDomain":"_acme-challenge","RecordType":"TXT","RecordLine":"默认","Value":"abc","TTL":600}""");
        var canonical = Tc3Signature.CanonicalRequest("POST", "",
            [new("content-type", "application/json; charset=utf-8"), new("host", Host), new("x-tc-action", "CreateRecord")], body);

        var key = Tc3Signature.SigningKey("testsecretkey", "2026-01-02", "dnspod");

        Assert.Equal("bec5634c5bf72019b07c9db116fdcec3ef2c8829e9e763a213d657b72ec3056e", Tc3Signature.Hash(body));
        Assert.Equal("df0b1ec5eb49a2961a6ecfe114e0cebe90d55630792d1b4056b5d305466c6385", HashOf(canonical));
        Assert.Equal("20a8f2ad4fe3b5d592fa3832e9d963d14bb750ed8bea317e0cb475ed9dee4e43", Convert.ToHexStringLower(key));
        Assert.Equal("7a9e8ab2bdfbd34e4041b0a80332a7ea9353bf34917bddbd89e95d37fcdb2d5a", Sign(canonical));
    }

    [Theory]
    [InlineData("POST", "", "application/json", """{"Domain":"example.com"}""", "e7276a272cfa6bae5ffaa4631b915a3aaa5c033afe0d7ce4a7290757592579c2", "04bad4b9ea04300ad4cbe0b50c891c1645cd863cff06393bcd8996c1dc15e6ab")]
    [InlineData("GET", "Domain=example.com&Limit=3000&Subdomain=%2A", "application/x-www-form-urlencoded", "", "4134473cc4c17674656f91d5a8b2c4178f32bbd0a6ae26319a7baa000ccd79c8", "2c47c58528d89d8be158ea963cde1381f879c64b006f9f1d8454711039cf62b3")]
    public void Tc3_signs_post_and_get(string method, string query, string contentType, string body, string hash, string signature)
    {
        var canonical = Tc3Signature.CanonicalRequest(method, query, [new("content-type", contentType), new("host", Host)], Encoding.UTF8.GetBytes(body));

        Assert.Equal(hash, HashOf(canonical));
        Assert.Equal(signature, Sign(canonical));
    }

    [Fact]
    public void The_older_signature_covers_raw_values_in_ordinal_order()
    {
        Dictionary<string, string> parameters = new(StringComparer.Ordinal)
        {
            ["Version"] = "2021-03-23",
            ["Action"] = "DescribeRecordList",
            ["Domain"] = "example.com",
            ["Nonce"] = "11886",
            ["SecretId"] = "testsecretid",
            ["SignatureMethod"] = "HmacSHA256",
            ["Timestamp"] = "1767323045",
            ["Signature"] = "left out",
        };

        var toSign = SortedSignature.StringToSign("POST", Host, "/", parameters, underscoresAreDots: false);

        Assert.Equal("POSTdnspod.tencentcloudapi.com/?Action=DescribeRecordList&Domain=example.com&Nonce=11886&SecretId=testsecretid&SignatureMethod=HmacSHA256&Timestamp=1767323045&Version=2021-03-23", toSign);
        Assert.Equal("n51u+H5WLl4pZk18n/vDxMYGz4TZX4dMunm0t/5wFvc=", SortedSignature.Sign("HmacSHA256", "testsecretkey", toSign));
    }

    [Theory]
    [InlineData("HmacSHA256", "JDtUj0grLjpeDaZgtQWTjcxTi0jH3KSADGoP2ubaiy4=")]
    [InlineData("HmacSHA1", "5OsRQiXrCHXZlTxVIKuL6Cbmv7g=")]
    public void Cns_signs_with_either_method(string method, string signature)
    {
        Dictionary<string, string> parameters = new(StringComparer.Ordinal)
        {
            ["Action"] = "RecordList",
            ["Nonce"] = "11886",
            ["SecretId"] = "testsecretid",
            ["SignatureMethod"] = method,
            ["Timestamp"] = "1767323045",
            ["domain"] = "example.com",
            ["length"] = "100",
            ["offset"] = "0",
        };

        // The published vector for HmacSHA1 keeps SignatureMethod=HmacSHA1 in the string.
        var toSign = SortedSignature.StringToSign("GET", "cns.api.qcloud.com", "/v2/index.php", parameters, underscoresAreDots: true);

        Assert.Equal(signature, SortedSignature.Sign(method, "testsecretkey", toSign));
    }

    [Fact]
    public void Cns_counts_an_underscore_in_a_name_as_a_dot_but_not_in_a_value()
    {
        var toSign = SortedSignature.StringToSign("GET", "cns.api.qcloud.com", "/v2/index.php", [new("a_b", "c_d")], underscoresAreDots: true);

        Assert.Equal("GETcns.api.qcloud.com/v2/index.php?a.b=c_d", toSign);
    }

    private static string Sign(string canonical) => Tc3Signature.Sign(
        Tc3Signature.SigningKey("testsecretkey", "2026-01-02", "dnspod"), Tc3Signature.StringToSign("1767323045", "2026-01-02", "dnspod", canonical));

    private static string HashOf(string text) => Tc3Signature.Hash(Encoding.UTF8.GetBytes(text));
}
