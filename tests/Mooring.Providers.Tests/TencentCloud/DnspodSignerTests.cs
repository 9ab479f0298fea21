using System.Security.Cryptography;
using System.Text;
using Mooring.Core;
using Mooring.Providers.TencentCloud;

namespace Mooring.Providers.Tests.TencentCloud;

public sealed class DnspodSignerTests
{
    private static readonly ApiCredentials Test = new("testsecretid", new Secret("testsecretkey"));
    private static readonly DateTimeOffset At = DateTimeOffset.FromUnixTimeSeconds(1767323045);

    [Theory]
    [InlineData("content-type;host;x-tc-action", "7019a55be8395899b900fb5564e4200d984910f34794a27cb3fb7d10ff6a1e84")]
    [InlineData("content-type;host", "5ffe6a04c0664d6b969fab9a13bdab201d63ee709638e2749d62a09ca18d7031")]
    public void Makes_the_canonical_request_of_the_vendors_documentation(string signedHeaders, string hash)
    {
        // "Tencent Cloud API: Signature v3"; its key is masked, so that the example ends here
        KeyValuePair<string, string>[] headers =
        [
            new("Content-Type", "application/json; charset=utf-8"),
            new("Host", "cvm.tencentcloudapi.com"),
            new("X-TC-Action", "DescribeInstances"),
        ];
        var request = new DnspodRequest
        {
            Headers = [.. headers.Where(header => signedHeaders.Split(';').Contains(header.Key, StringComparer.OrdinalIgnoreCase))],
            Body = """{"Limit": 1, "Filters": [{"Values": ["\u672a\u547d\u540d"], "Name": "instance-name"}]}"""u8.ToArray(),
            Service = "cvm",
        };

        var signed = DnspodSigner.Sign(request, Test, DateTimeOffset.FromUnixTimeSeconds(1551113065));

        Assert.Equal(hash, Hash(signed.CanonicalRequest));
        Assert.Contains($"Credential=testsecretid/2019-02-25/cvm/tc3_request, SignedHeaders={signedHeaders}, ", signed.Authorization, StringComparison.Ordinal);
    }

    [Fact]
    public void Signs_a_record_with_a_chinese_line()
    {
        var request = new DnspodRequest
        {
            Headers =
            [
                new("content-type", "application/json; charset=utf-8"), new("host", "dnspod.tencentcloudapi.com"), new("x-tc-action", "CreateRecord"),
            ],
            Body = Encoding.UTF8.GetBytes(
                """{"Domain":"example.com","SubDomain":"_acme-challenge","RecordType":"TXT","RecordLine":"默认","Value":"abc","TTL":600}"""),
        };

        var signed = DnspodSigner.Sign(request, Test, At);

        Assert.Equal("df0b1ec5eb49a2961a6ecfe114e0cebe90d55630792d1b4056b5d305466c6385", Hash(signed.CanonicalRequest));
        Assert.Equal("20a8f2ad4fe3b5d592fa3832e9d963d14bb750ed8bea317e0cb475ed9dee4e43", Hex(DnspodSigner.SigningKey(Test, "2026-01-02", "dnspod")));
        Assert.EndsWith("Signature=7a9e8ab2bdfbd34e4041b0a80332a7ea9353bf34917bddbd89e95d37fcdb2d5a", signed.Authorization, StringComparison.Ordinal);
        Assert.Equal("1767323045", signed.Timestamp);
    }

    [Fact]
    public void Signs_a_small_body()
    {
        var request = new DnspodRequest
        {
            Headers = [new("content-type", "application/json"), new("host", "dnspod.tencentcloudapi.com")],
            Body = """{"Domain":"example.com"}"""u8.ToArray(),
        };

        var signed = DnspodSigner.Sign(request, Test, At);

        Assert.Equal("e7276a272cfa6bae5ffaa4631b915a3aaa5c033afe0d7ce4a7290757592579c2", Hash(signed.CanonicalRequest));
        Assert.EndsWith("Signature=04bad4b9ea04300ad4cbe0b50c891c1645cd863cff06393bcd8996c1dc15e6ab", signed.Authorization, StringComparison.Ordinal);
    }

    [Fact]
    public void Signs_a_query()
    {
        var request = new DnspodRequest
        {
            Method = "GET",
            Query = "Domain=example.com&Limit=3000&Subdomain=%2A",
            Headers = [new("content-type", "application/x-www-form-urlencoded"), new("host", "dnspod.tencentcloudapi.com")],
        };

        var signed = DnspodSigner.Sign(request, Test, At);

        Assert.Equal("4134473cc4c17674656f91d5a8b2c4178f32bbd0a6ae26319a7baa000ccd79c8", Hash(signed.CanonicalRequest));
        Assert.EndsWith("Signature=2c47c58528d89d8be158ea963cde1381f879c64b006f9f1d8454711039cf62b3", signed.Authorization, StringComparison.Ordinal);
    }

    [Fact]
    public void Takes_the_day_of_the_scope_from_utc()
    {
        var request = new DnspodRequest { Headers = [new("host", "dnspod.tencentcloudapi.com")] };
        var lateEvening = new DateTimeOffset(2026, 1, 2, 20, 0, 0, TimeSpan.FromHours(-8));

        Assert.Contains("/2026-01-03/dnspod/", DnspodSigner.Sign(request, Test, lateEvening).Authorization, StringComparison.Ordinal);
    }

    private static string Hash(string text) => Hex(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
