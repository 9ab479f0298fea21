using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Xml.Linq;
using Mooring.Sandbox.World;

namespace Mooring.Sandbox.Tests.Alidns;

/// <summary>What the gateway checks before any action, and the envelope of every reply.</summary>
public sealed class AlidnsGatewayTests : IAsyncLifetime
{
    private static readonly (string Name, string Value)[] Zone = [("DomainName", "example.com")];

    private static readonly (string Name, string Value)[] Awkward =
        [("DomainName", "example.com"), ("RR", "*"), ("Type", "TXT"), ("Value", "a b+c~*'(测试)!"), ("TTL", "600")];

    private AlidnsTestClient client = null!;

    public async ValueTask InitializeAsync() => client = await AlidnsTestClient.StartAsync();

    public ValueTask DisposeAsync() => client.DisposeAsync();

    [Theory]
    [InlineData("acs3 query", "POST")]
    [InlineData("acs3 query", "GET")]
    [InlineData("acs3 form", "POST")]
    [InlineData("rpc", "GET")]
    [InlineData("rpc", "POST")]
    public async Task Takes_both_signatures_over_every_transport(string scheme, string method)
    {
        var request = scheme == "rpc"
            ? client.Rpc(new HttpMethod(method), "AddDomainRecord", Awkward)
            : client.Acs3(new HttpMethod(method), "AddDomainRecord", Awkward, form: scheme == "acs3 form");

        var reply = await client.SendAsync(request);

        Assert.True(reply.Status == 200, reply.Text);
        var stored = client.World.Refresh(client.Zone)!.Records[^1];
        Assert.Equal(("*", "a b+c~*'(测试)!"), (stored.Name, stored.Value));
    }

    [Fact]
    public async Task A_client_may_encode_less_strictly_on_the_wire_than_it_signs()
    {
        var request = client.Acs3(HttpMethod.Post, "AddDomainRecord", Awkward, form: false);
        request.RequestUri = new Uri(request.RequestUri!.AbsoluteUri
            .Replace("%2A", "*", StringComparison.Ordinal).Replace("%28", "(", StringComparison.Ordinal).Replace("%21", "!", StringComparison.Ordinal));

        Assert.Equal(200, (await client.SendAsync(request)).Status);
    }

    [Fact]
    public async Task Every_reply_has_date_id_and_headers()
    {
        client.World.Clock.Offset = TimeSpan.FromHours(2);

        var reply = await client.CallAsync("DescribeDomains");

        var id = reply.Json["RequestId"]!.GetValue<string>();
        Assert.Equal(id.ToUpperInvariant(), id);
        Assert.True(Guid.TryParse(id, out _));
        Assert.Equal(client.Time.GetUtcNow() + TimeSpan.FromHours(2), reply.Headers.Date);
        Assert.Equal(("application/json", "utf-8"), (reply.ContentHeaders.ContentType!.MediaType, reply.ContentHeaders.ContentType.CharSet));
        Assert.Equal(id, reply.Headers.GetValues("x-acs-request-id").Single());
        Assert.NotEmpty(reply.Headers.GetValues("x-acs-trace-id").Single());
        Assert.Equal("*", reply.Headers.GetValues("Access-Control-Allow-Origin").Single());
    }

    [Fact]
    public async Task An_error_names_host_code_message_and_where_to_read_on()
    {
        client.KeyId = "unknown-id";

        var reply = await client.CallAsync("DescribeDomains");

        Assert.Equal((404, "InvalidAccessKeyId.NotFound"), (reply.Status, reply.Code));
        Assert.Equal("Specified access key is not found.", reply.Json["Message"]!.GetValue<string>());
        Assert.Equal(client.Address.Authority, reply.Json["HostId"]!.GetValue<string>());
        Assert.Contains(reply.Json["RequestId"]!.GetValue<string>(), reply.Json["Recommend"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.NotNull(reply.Headers.Date);
    }

    [Fact]
    public async Task Rpc_answers_in_xml_unless_json_is_asked_for()
    {
        await client.AddAsync("www", "A", "192.0.2.1");
        await client.AddAsync("www", "A", "192.0.2.2");

        var listed = await client.SendAsync(client.Rpc(HttpMethod.Get, "DescribeDomainRecords", Zone, format: null));
        var refused = await client.SendAsync(client.Rpc(HttpMethod.Get, "DescribeDomainRecords", [("DomainName", "example.org")], format: "xml"));

        var list = XDocument.Parse(listed.Text).Root!;
        Assert.Equal("DescribeDomainRecordsResponse", list.Name.LocalName);
        Assert.Equal("192.0.2.2 192.0.2.1", string.Join(' ', list.Element("DomainRecords")!.Elements("Record").Select(record => record.Element("Value")!.Value)));
        Assert.Equal("text/xml", listed.ContentHeaders.ContentType!.MediaType);
        var error = XDocument.Parse(refused.Text).Root!;
        Assert.Equal("Error", error.Name.LocalName);
        Assert.Equal("InvalidDomainName.NoExist", error.Element("Code")!.Value);
        Assert.NotNull(error.Element("RequestId"));
    }

    [Theory]
    [InlineData("acs3")]
    [InlineData("rpc")]
    public async Task A_wrong_secret_is_told_with_the_servers_string_to_sign(string scheme)
    {
        client.KeySecret = "wrong";

        var reply = await client.SendAsync(scheme == "rpc"
            ? client.Rpc(HttpMethod.Get, "DescribeDomains", [])
            : client.Acs3(HttpMethod.Post, "DescribeDomains", [], form: false));

        Assert.Equal((400, "SignatureDoesNotMatch"), (reply.Status, reply.Code));
        Assert.Contains("server string to sign is:" + (scheme == "rpc" ? "GET&%2F&" : "ACS3-HMAC-SHA256\n"), reply.Json["Message"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.DoesNotContain("sandbox-secret", reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_parameter_body_or_header_breaks_the_signature()
    {
        var query = client.Acs3(HttpMethod.Post, "DescribeDomainRecords", Zone, form: false);
        query.RequestUri = new Uri(query.RequestUri!.AbsoluteUri + "&PageSize=1");
        var body = client.Acs3(HttpMethod.Post, "DescribeDomainRecords", Zone, form: true);
        body.Content = new StringContent("DomainName=example.org", Encoding.UTF8, "application/x-www-form-urlencoded");
        var unsigned = client.Acs3(HttpMethod.Post, "DescribeDomainRecords", Zone, form: false);
        unsigned.Headers.Add("x-acs-region-id", "cn-hangzhou");

        Assert.Equal("SignatureDoesNotMatch", (await client.SendAsync(query)).Code);
        Assert.Equal("SignatureDoesNotMatch", (await client.SendAsync(body)).Code);
        Assert.Equal("SignatureDoesNotMatch", (await client.SendAsync(unsigned)).Code);
    }

    [Theory]
    [InlineData(-16, "InvalidTimeStamp.Expired")]
    [InlineData(16, "InvalidTimeStamp.Expired")]
    [InlineData(-14, null)]
    [InlineData(14, null)]
    public async Task A_timestamp_may_be_15_minutes_off(int minutes, string? code)
    {
        client.Skew = TimeSpan.FromMinutes(minutes);

        var reply = await client.CallAsync("DescribeDomains");

        Assert.Equal(code, reply.Status == 200 ? null : reply.Code);
    }

    [Fact]
    public async Task The_time_checked_is_the_sandboxs()
    {
        client.World.Clock.Offset = TimeSpan.FromDays(1);
        client.Skew = TimeSpan.FromDays(-1);

        var reply = await client.CallAsync("DescribeDomains");

        Assert.Equal("InvalidTimeStamp.Expired", reply.Code);
        Assert.Equal(client.Time.GetUtcNow() + TimeSpan.FromDays(1), reply.Headers.Date);
    }

    [Theory]
    [InlineData("acs3")]
    [InlineData("rpc")]
    public async Task A_nonce_may_be_used_once_in_15_minutes(string scheme)
    {
        Assert.Equal(200, (await SendAsync()).Status);
        Assert.Equal("SignatureNonceUsed", (await SendAsync()).Code);
        client.Time.Advance(TimeSpan.FromMinutes(15));
        Assert.Equal(200, (await SendAsync()).Status);

        Task<AlidnsTestReply> SendAsync() => client.SendAsync(scheme == "rpc"
            ? client.Rpc(HttpMethod.Get, "DescribeDomains", [], nonce: "same")
            : client.Acs3(HttpMethod.Post, "DescribeDomains", [], form: false, nonce: "same"));
    }

    [Fact]
    public async Task A_nonce_of_a_refused_signature_is_not_used_up()
    {
        client.KeySecret = "wrong";
        await client.SendAsync(client.Rpc(HttpMethod.Get, "DescribeDomains", [], nonce: "same"));
        client.KeySecret = "sandbox-secret";

        Assert.Equal(200, (await client.SendAsync(client.Rpc(HttpMethod.Get, "DescribeDomains", [], nonce: "same"))).Status);
    }

    [Fact]
    public async Task A_key_switched_off_is_refused()
    {
        client.World.SetAccount(client.World.Accounts[0] with { Active = false });

        Assert.Equal("InvalidAccessKeyId.Inactive", await client.CodeAsync("DescribeDomains"));
    }

    [Fact]
    public async Task A_temporary_key_needs_its_token_until_it_ends()
    {
        client.World.SetAccount(new SandboxAccount(SandboxProvider.Alidns, "STS.id", "sts-secret")
        {
            Owner = "sandbox-id",
            Token = "token",
            TokenExpires = client.Time.GetUtcNow() + TimeSpan.FromHours(1),
        });
        (client.KeyId, client.KeySecret) = ("STS.id", "sts-secret");

        var without = await client.CodeAsync("DescribeDomains");
        client.Token = "other";
        var wrong = await client.CodeAsync("DescribeDomains");
        client.Token = "token";
        var right = await client.DoneAsync("DescribeDomains");
        var rightRpc = await client.SendAsync(client.Rpc(HttpMethod.Get, "DescribeDomains", []));
        client.Time.Advance(TimeSpan.FromHours(1));
        var ended = await client.CodeAsync("DescribeDomains");

        Assert.Equal(("MissingSecurityToken", "InvalidSecurityToken.Malformed", "InvalidSecurityToken.Expired"), (without, wrong, ended));
        Assert.Equal(1, right["TotalCount"]!.GetValue<int>());
        Assert.Equal(200, rightRpc.Status);
    }

    [Theory]
    [InlineData("Timestamp", "The input parameter \"Timestamp\" that is mandatory for processing this request is not supplied.")]
    [InlineData("SignatureNonce", "The input parameter \"SignatureNonce\" that is mandatory for processing this request is not supplied.")]
    [InlineData("AccessKeyId", "The input parameter \"AccessKeyId\" that is mandatory for processing this request is not supplied.")]
    [InlineData("Signature", "The input parameter \"Signature\" that is mandatory for processing this request is not supplied.")]
    public async Task A_missing_parameter_of_the_protocol_is_named(string name, string message)
    {
        var request = client.Rpc(HttpMethod.Get, "DescribeDomains", []);
        var kept = request.RequestUri!.Query[1..].Split('&').Where(pair => !pair.StartsWith(name + "=", StringComparison.Ordinal));
        request.RequestUri = new Uri(client.Address, "/?" + string.Join('&', kept));

        var reply = await client.SendAsync(request);

        Assert.Equal((400, "MissingParameter"), (reply.Status, reply.Code));
        Assert.Equal(message, reply.Json["Message"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("Version=2015-01-09", "Version=2014-01-01", 400, "NoSuchVersion")]
    [InlineData("Action=DescribeDomains", "Action=DescribeNothing", 404, "InvalidAction.NotFound")]
    [InlineData("SignatureMethod=HMAC-SHA1", "SignatureMethod=MD5", 400, "InvalidSignatureMethod")]
    [InlineData("Format=JSON", "Format=JPEG", 400, "InvalidParameter.Format")]
    [InlineData("Timestamp=2026-01-01T00", "Timestamp=2026/01/01T00", 400, "InvalidTimeStamp.Format")]
    public async Task A_wrong_parameter_of_the_protocol_is_refused_before_the_signature(string right, string wrong, int status, string code)
    {
        var request = client.Rpc(HttpMethod.Get, "DescribeDomains", []);
        Assert.Contains(right, request.RequestUri!.Query, StringComparison.Ordinal);
        request.RequestUri = new Uri(request.RequestUri.AbsoluteUri.Replace(right, wrong, StringComparison.Ordinal));

        var reply = await client.SendAsync(request);

        var told = reply.Text.StartsWith('{') ? reply.Code : XDocument.Parse(reply.Text).Root!.Element("Code")!.Value;
        Assert.Equal((status, code), (reply.Status, told));
    }

    [Fact]
    public async Task Other_methods_and_paths_are_refused()
    {
        var put = await client.SendAsync(client.Rpc(HttpMethod.Put, "DescribeDomains", []));
        var path = client.Rpc(HttpMethod.Get, "DescribeDomains", []);
        path.RequestUri = new Uri(client.Address, "/v2" + path.RequestUri!.Query);

        Assert.Equal((400, "UnsupportedHTTPMethod"), (put.Status, put.Code));
        Assert.Equal("InvalidAction.NotFound", (await client.SendAsync(path)).Code);
    }

    [Fact]
    public async Task A_key_without_the_right_is_refused_after_the_mandatory_parameters()
    {
        client.World.SetAccount(client.World.Accounts[0] with { Permissions = ImmutableHashSet.Create("DescribeDomains") });

        var denied = await client.CallAsync("DescribeDomainRecords", Zone);

        Assert.Equal((400, "Forbidden.RAM"), (denied.Status, denied.Code));
        Assert.Equal("SubUser", denied.Json["AccessDeniedDetail"]!["AuthPrincipalType"]!.GetValue<string>());
        Assert.Equal("MissingDomainName", await client.CodeAsync("DescribeDomainRecords"));
        await client.DoneAsync("DescribeDomains");
    }

    [Fact]
    public async Task Calls_beyond_the_published_limit_are_throttled_until_the_second_is_over()
    {
        for (var call = 0; call < 10; call++)
        {
            await client.CodeAsync("AddDomain", ("DomainName", "example.com"));
        }

        var throttled = await client.CallAsync("AddDomain", ("DomainName", "example.org"));
        await client.DoneAsync("DescribeDomains");
        client.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal((400, "Throttling.User"), (throttled.Status, throttled.Code));
        await client.DoneAsync("AddDomain", ("DomainName", "example.org"));
    }

    [Fact]
    public async Task A_limit_that_is_set_stands_in_for_the_published_one()
    {
        client.World.Limits = new LimitSettings(CallsPerSecond: 1);

        await client.DoneAsync("DescribeDomains");

        Assert.Equal("Throttling.User", await client.CodeAsync("DescribeDomains"));
    }

    [Fact]
    public async Task The_journal_has_accepted_and_refused_calls_without_secrets()
    {
        client.World.SetAccount(client.World.Accounts[0] with { Token = "secret-token" });
        client.World.Clock.Offset = TimeSpan.FromHours(1);
        client.Token = "secret-token";
        await client.SendAsync(client.Rpc(HttpMethod.Get, "DescribeDomainRecords", Zone));
        client.KeySecret = "wrong";
        await client.SendAsync(client.Acs3(HttpMethod.Post, "AddDomainRecord", Awkward, form: true));

        var (listed, refused) = (client.World.Calls.Entries[0], client.World.Calls.Entries[1]);

        Assert.Equal(("DescribeDomainRecords", "sandbox-id", 200, null), (listed.Action, listed.Account, listed.Status, listed.Code));
        Assert.Equal("""{"DomainName":"example.com"}""", listed.ParametersJson);
        Assert.Equal(client.Time.GetUtcNow(), listed.At);
        Assert.Equal(("AddDomainRecord", 400, "SignatureDoesNotMatch"), (refused.Action, refused.Status, refused.Code));
        Assert.Contains("测试", refused.ParametersJson, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-token", string.Create(CultureInfo.InvariantCulture, $"{listed.ParametersJson}{refused.ParametersJson}"), StringComparison.Ordinal);
    }
}
