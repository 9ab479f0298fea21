using System.Collections.Immutable;

namespace Mooring.Sandbox.Tests.TencentCloud;

/// <summary>What the gateway checks before any action, and the envelope of every reply.</summary>
public sealed class DnspodGatewayTests : IAsyncLifetime
{
    private const string Zone = """{"Domain":"example.net"}""";

    private TencentTestClient client = null!;

    public async ValueTask InitializeAsync() => client = await TencentTestClient.StartAsync();

    public ValueTask DisposeAsync() => client.DisposeAsync();

    [Fact]
    public async Task The_host_may_be_signed_with_its_port_without_it_or_as_the_vendors_own()
    {
        foreach (var host in (string[])[client.Address.Authority, client.Address.Host, "dnspod.tencentcloudapi.com"])
        {
            Assert.Null((await client.SendAsync(client.Tc3("DescribeRecordList", Zone, signedHost: host))).Code);
        }

        Assert.Equal("AuthFailure.SignatureFailure", (await client.SendAsync(client.Tc3("DescribeRecordList", Zone, signedHost: "example.org"))).Code);
    }

    [Fact]
    public async Task Every_reply_has_status_200_a_date_and_an_id_in_lower_case()
    {
        client.World.Clock.Offset = TimeSpan.FromHours(-2);

        var reply = await client.SendAsync(client.Tc3("DescribeNothing", "{}"));

        var id = reply.Response["RequestId"]!.GetValue<string>();
        Assert.Equal((200, "InvalidAction"), (reply.Status, reply.Code));
        Assert.Equal(id.ToLowerInvariant(), id);
        Assert.True(Guid.TryParse(id, out _));
        Assert.Equal(client.Time.GetUtcNow() - TimeSpan.FromHours(2), reply.Headers.Date);
    }

    [Fact]
    public async Task Tc3_over_get_takes_the_query_as_it_is_on_the_wire()
    {
        await client.AddAsync("*", "A", "192.0.2.1");

        var listed = await client.SendAsync(client.Tc3Get("DescribeRecordList", "Domain=example.net&Limit=3000&Subdomain=*"));
        var filtered = await client.SendAsync(client.Tc3Get("DescribeRecordFilterList", "Domain=example.net&RecordType.0=A&RecordType.1=TXT&IsExactSubDomain=true&SubDomain=%2A"));
        var wrong = await client.SendAsync(client.Tc3Get("DescribeRecordList", "Domain=example.net&Limit=many"));

        Assert.Equal(1, listed.Response["RecordCountInfo"]!["TotalCount"]!.GetValue<int>());
        Assert.Equal(1, filtered.Response["RecordCountInfo"]!["TotalCount"]!.GetValue<int>());
        Assert.Equal("InvalidParameter", wrong.Code);
    }

    [Theory]
    [InlineData("HmacSHA256", null)]
    [InlineData("HmacSHA1", null)]
    public async Task The_older_signature_works_over_a_form(string method, string? code)
    {
        var reply = await client.SendAsync(client.V1("CreateRecord", method,
            ("Domain", "example.net"), ("SubDomain", "www"), ("RecordType", "A"), ("RecordLine", "默认"), ("Value", "192.0.2.1"), ("TTL", "600")));

        Assert.Equal(code, reply.Code);
        Assert.Single(await client.ListAsync());
    }

    [Fact]
    public async Task The_older_signature_takes_lists_of_objects_by_number()
    {
        var id = await client.AddAsync("www", "A", "192.0.2.1");

        var reply = await client.SendAsync(client.V1("ModifyRecordFields", "HmacSHA256",
            ("Domain", "example.net"), ("RecordId", id.ToString(provider: null)),
            ("FieldList.0.Key", "value"), ("FieldList.0.Value", "192.0.2.2"), ("FieldList.1.Key", "ttl"), ("FieldList.1.Value", "1200")));

        Assert.Null(reply.Code);
        var record = Assert.Single(await client.ListAsync());
        Assert.Equal(("192.0.2.2", 1200), (record["Value"]!.GetValue<string>(), record["TTL"]!.GetValue<int>()));
    }

    [Fact]
    public async Task An_unknown_key_and_a_wrong_secret_are_told_apart()
    {
        client.SecretKey = "wrong";
        Assert.Equal("AuthFailure.SignatureFailure", await client.CodeAsync("DescribeRecordList", Zone));

        client.SecretId = "unknown";
        Assert.Equal("AuthFailure.SecretIdNotFound", await client.CodeAsync("DescribeRecordList", Zone));
    }

    [Theory]
    [InlineData(-6, "AuthFailure.SignatureExpire")]
    [InlineData(6, "AuthFailure.SignatureExpire")]
    [InlineData(-4, null)]
    [InlineData(4, null)]
    public async Task A_timestamp_may_be_5_minutes_off(int minutes, string? code)
    {
        client.Skew = TimeSpan.FromMinutes(minutes);

        Assert.Equal(code, (await client.SendAsync(client.Tc3("DescribeRecordList", Zone))).Code);
    }

    [Fact]
    public async Task An_expired_signature_is_told_the_servers_time()
    {
        client.World.Clock.Offset = TimeSpan.FromDays(-1);
        client.Skew = TimeSpan.FromDays(1);

        var error = (await client.CallAsync("DescribeRecordList", Zone))["Error"]!;

        var server = client.World.Clock.Now.ToUnixTimeSeconds();
        Assert.EndsWith($"and the server time {server}.", error["Message"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_date_of_the_scope_must_be_the_utc_date_of_the_timestamp()
    {
        // Just after midnight, so that the day before differs from the timestamp's by minutes only
        var request = client.Tc3("DescribeRecordList", Zone);
        var authorization = request.Headers.GetValues("Authorization").Single();
        request.Headers.Remove("Authorization");
        request.Headers.TryAddWithoutValidation("Authorization", authorization.Replace("2026-01-01", "2025-12-31", StringComparison.Ordinal));

        Assert.Equal("AuthFailure.SignatureFailure", (await client.SendAsync(request)).Code);
    }

    [Fact]
    public async Task A_temporary_key_needs_its_token()
    {
        client.World.SetAccount(client.World.Accounts[0] with { Token = "token" });

        var without = await client.CodeAsync("DescribeRecordList", Zone);
        client.Token = "token";

        Assert.Equal("AuthFailure.TokenFailure", without);
        await client.DoneAsync("DescribeRecordList", Zone);
    }

    [Fact]
    public async Task A_key_without_the_right_is_refused()
    {
        client.World.SetAccount(client.World.Accounts[0] with { Permissions = ImmutableHashSet.Create("DescribeRecordList") });

        Assert.Equal("UnauthorizedOperation", await client.CodeAsync("DescribeDomainList", "{}"));
        await client.DoneAsync("DescribeRecordList", Zone);
    }

    [Fact]
    public async Task A_malformed_authorization_and_a_wrong_version_are_refused()
    {
        var malformed = client.Tc3("DescribeRecordList", Zone);
        malformed.Headers.Remove("Authorization");
        malformed.Headers.TryAddWithoutValidation("Authorization", "TC3-HMAC-SHA256 nonsense");
        var version = client.Tc3("DescribeRecordList", Zone);
        version.Headers.Remove("X-TC-Version");
        version.Headers.Add("X-TC-Version", "2020-01-01");

        Assert.Equal("AuthFailure.InvalidAuthorization", (await client.SendAsync(malformed)).Code);
        Assert.Equal("NoSuchVersion", (await client.SendAsync(version)).Code);
    }

    [Fact]
    public async Task Calls_beyond_the_published_limit_are_throttled()
    {
        for (var call = 0; call < 20; call++)
        {
            await client.DoneAsync("DescribeDomainList", "{}");
        }

        Assert.Equal("RequestLimitExceeded", await client.CodeAsync("DescribeDomainList", "{}"));
        client.Time.Advance(TimeSpan.FromSeconds(1));
        await client.DoneAsync("DescribeDomainList", "{}");
    }

    [Fact]
    public async Task The_journal_keeps_the_json_types_and_no_secrets()
    {
        await client.CallAsync("CreateRecord", """{"Domain":"example.net","TTL":600,"Value":"默认","Token":"secret","Extra":[1]}""");
        await client.SendAsync(client.V1("DescribeRecordList", "HmacSHA256", ("Domain", "example.net"), ("Limit", "5")));

        var (refused, listed) = (client.World.Calls.Entries[0], client.World.Calls.Entries[1]);
        Assert.Equal(("CreateRecord", "sandbox-id", 200, "UnknownParameter"), (refused.Action, refused.Account, refused.Status, refused.Code));
        Assert.Equal("""{"Domain":"example.net","TTL":600,"Value":"默认","Extra":[1]}""", refused.ParametersJson);
        Assert.Equal(("DescribeRecordList", null, """{"Domain":"example.net","Limit":"5"}"""), (listed.Action, listed.Code, listed.ParametersJson));
    }
}
