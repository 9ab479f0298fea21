using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Mooring.Core.Names;
using Mooring.Sandbox.TencentCloud;
using Mooring.Sandbox.Tests.Hosting;
using Mooring.Sandbox.World;
using Mooring.Testing;

namespace Mooring.Sandbox.Tests.TencentCloud;

/// <summary>A world with one Tencent zone, its API on a loopback port, and a client that signs with code of its own.</summary>
internal sealed class TencentTestClient : IAsyncDisposable
{
    private readonly HttpClient http = new();
    private LoopbackServer server = null!;

    public ManualClock Time { get; } = new();

    public SandboxWorld World { get; private set; } = null!;

    public SandboxZone Zone { get; private set; } = null!;

    public string SecretId { get; set; } = "sandbox-id";

    public string SecretKey { get; set; } = "sandbox-secret";

    public string? Token { get; set; }

    public string? Language { get; set; }

    /// <summary>The <c>Host</c> header and the host that is signed; both the address when null.</summary>
    public string? Host { get; set; }

    /// <summary>What is added to the world's time when signing.</summary>
    public TimeSpan Skew { get; set; }

    public Uri Address => server.Address;

    private long Now => (World.Clock.Now + Skew).ToUnixTimeSeconds();

    public static async Task<TencentTestClient> StartAsync(ZoneEdition edition = ZoneEdition.Free)
    {
        var client = new TencentTestClient();
        client.World = new SandboxWorld(client.Time);
        client.World.SetAccount(new SandboxAccount(SandboxProvider.Tencent, "sandbox-id", "sandbox-secret"));
        client.Zone = client.World.AddZone(SandboxProvider.Tencent, "sandbox-id", DomainName.Parse("example.net"), edition, sinceEver: true);
        client.server = await LoopbackServer.StartAsync(new TencentApi(client.World).HandleAsync);
        return client;
    }

    /// <summary>Calls as the vendor's SDK does: TC3, POST, host signed without its port, service up to the first dot.</summary>
    public async Task<JsonNode> CallAsync(string action, string body) => (await SendAsync(Tc3(action, body))).Response;

    /// <summary>Calls and returns the reply of a success.</summary>
    public async Task<JsonNode> DoneAsync(string action, string body)
    {
        var reply = await CallAsync(action, body);
        Assert.True(reply["Error"] is null, reply.ToJsonString());
        return reply;
    }

    /// <summary>Calls and returns the error code of a refusal.</summary>
    public async Task<string> CodeAsync(string action, string body)
    {
        var reply = await CallAsync(action, body);
        return reply["Error"]?["Code"]?.GetValue<string>() ?? throw new InvalidOperationException(reply.ToJsonString());
    }

    public async Task<long> AddAsync(string subDomain, string type, string value, string more = "") =>
        (await DoneAsync("CreateRecord", Record(subDomain, type, value, more)))["RecordId"]!.GetValue<long>();

    public Task<string> AddCodeAsync(string subDomain, string type, string value, string more = "") =>
        CodeAsync("CreateRecord", Record(subDomain, type, value, more));

    /// <summary>The zone's records but the vendor's own.</summary>
    public async Task<IReadOnlyList<JsonNode>> ListAsync() =>
        [.. (await DoneAsync("DescribeRecordList", """{"Domain":"example.net"}"""))["RecordList"]!.AsArray()
            .Where(record => !record!["DefaultNS"]!.GetValue<bool>())!];

    public async Task<TencentTestReply> SendAsync(HttpRequestMessage request)
    {
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return new TencentTestReply(
            (int)response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), response.Headers);
    }

    public HttpRequestMessage Tc3(string action, string body, string? signedHost = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, server.Address)
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        Authorize(request, action, "", body, signedHost ?? Host ?? server.Address.Host);
        return request;
    }

    public HttpRequestMessage Tc3Get(string action, string query)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server.Address, "/?" + query)) { Content = new ByteArrayContent([]) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded");
        Authorize(request, action, query, "", server.Address.Host);
        return request;
    }

    public HttpRequestMessage V1(string action, string method, params (string Name, string Value)[] parameters)
    {
        var all = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["Action"] = action,
            ["Nonce"] = "11886",
            ["RequestClient"] = "SDK_NODEJS_4.1.213",
            ["SecretId"] = SecretId,
            ["SignatureMethod"] = method,
            ["Timestamp"] = Now.ToString(CultureInfo.InvariantCulture),
            ["Version"] = "2021-03-23",
        };
        foreach (var (name, value) in parameters)
        {
            all[name] = value;
        }

        all["Signature"] = Mac(method, $"POST{server.Address.Authority}/?" + string.Join("&", all.Select(p => p.Key + "=" + p.Value)));
        return new HttpRequestMessage(HttpMethod.Post, server.Address) { Content = new FormUrlEncodedContent(all) };
    }

    public HttpRequestMessage Cns(string action, string? method, params (string Name, string Value)[] parameters)
    {
        var all = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["Action"] = action,
            ["Nonce"] = "11886",
            ["Region"] = "",
            ["SecretId"] = SecretId,
            ["Timestamp"] = Now.ToString(CultureInfo.InvariantCulture),
        };
        if (method is not null)
        {
            all["SignatureMethod"] = method;
        }

        foreach (var (name, value) in parameters)
        {
            all[name] = value;
        }

        all["Signature"] = Mac(method ?? "HmacSHA1", $"GET{server.Address.Authority}/v2/index.php?" + string.Join("&", all.Select(p => p.Key.Replace('_', '.') + "=" + p.Value)));
        var query = string.Join("&", all.Select(p => p.Key + "=" + Uri.EscapeDataString(p.Value)));
        return new HttpRequestMessage(HttpMethod.Get, new Uri(server.Address, "/v2/index.php?" + query));
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await server.DisposeAsync();
    }

    private void Authorize(HttpRequestMessage request, string action, string query, string body, string signedHost)
    {
        var timestamp = Now.ToString(CultureInfo.InvariantCulture);
        var date = DateTimeOffset.FromUnixTimeSeconds(Now).UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var service = signedHost.Split('.')[0];
        var canonical = string.Join('\n',
            request.Method.Method, "/", query, "content-type:" + request.Content!.Headers.ContentType, "host:" + signedHost, "", "content-type;host", Hex(SHA256.HashData(Encoding.UTF8.GetBytes(body))));
        var toSign = string.Join('\n', "TC3-HMAC-SHA256", timestamp, $"{date}/{service}/tc3_request", Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonical))));
        var key = Hmac(Hmac(Hmac(Encoding.UTF8.GetBytes("TC3" + SecretKey), date), service), "tc3_request");
        request.Headers.TryAddWithoutValidation("Authorization",
            $"TC3-HMAC-SHA256 Credential={SecretId}/{date}/{service}/tc3_request, SignedHeaders=content-type;host, Signature={Hex(Hmac(key, toSign))}");
        request.Headers.TryAddWithoutValidation("X-TC-Action", action);
        request.Headers.TryAddWithoutValidation("X-TC-Version", "2021-03-23");
        request.Headers.TryAddWithoutValidation("X-TC-Timestamp", timestamp);
        if (Token is not null)
        {
            request.Headers.TryAddWithoutValidation("X-TC-Token", Token);
        }

        if (Language is not null)
        {
            request.Headers.TryAddWithoutValidation("X-TC-Language", Language);
        }

        if (Host is not null)
        {
            request.Headers.Host = Host;
        }
    }

    private static string Record(string subDomain, string type, string value, string more) =>
        $$"""{"Domain":"example.net","SubDomain":"{{subDomain}}","RecordType":"{{type}}","Value":"{{value}}"{{(more.Contains("\"RecordLine\"", StringComparison.Ordinal) ? "" : ",\"RecordLine\":\"默认\"")}}{{(more.Length > 0 ? "," + more : "")}}}""";

    private static byte[] Hmac(byte[] key, string text)
    {
        using var mac = new HMACSHA256(key);
        return mac.ComputeHash(Encoding.UTF8.GetBytes(text));
    }

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA5350:Do Not Use Weak Cryptographic Algorithms", Justification = "One of the vendor's methods.")]
    private string Mac(string method, string text)
    {
        using HMAC mac = method == "HmacSHA1" ? new HMACSHA1(Encoding.UTF8.GetBytes(SecretKey)) : new HMACSHA256(Encoding.UTF8.GetBytes(SecretKey));
        return Convert.ToBase64String(mac.ComputeHash(Encoding.UTF8.GetBytes(text)));
    }

    private static string Hex(byte[] bytes) => Convert.ToHexString(bytes).ToLowerInvariant();
}

/// <summary>What came back.</summary>
internal sealed record TencentTestReply(int Status, string Text, HttpResponseHeaders Headers)
{
    public JsonNode Json => JsonNode.Parse(Text)!;

    public JsonNode Response => Json[nameof(Response)]!;

    public string? Code => Response["Error"]?[nameof(Code)]?.GetValue<string>();
}
