using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Mooring.Sandbox.Alidns;
using Mooring.Sandbox.Tests.Hosting;
using Mooring.Sandbox.World;
using Mooring.Testing;

namespace Mooring.Sandbox.Tests.Alidns;

/// <summary>A world with one Alidns zone, its API on a loopback port, and a client that signs with code of its own.</summary>
internal sealed class AlidnsTestClient : IAsyncDisposable
{
    private readonly HttpClient http = new();
    private LoopbackServer server = null!;
    private int lastNonce;

    public ManualClock Time { get; } = new();

    public SandboxWorld World { get; private set; } = null!;

    public SandboxZone Zone { get; private set; } = null!;

    public string KeyId { get; set; } = "sandbox-id";

    public string KeySecret { get; set; } = "sandbox-secret";

    public string? Token { get; set; }

    /// <summary>What is added to the world's time when signing.</summary>
    public TimeSpan Skew { get; set; }

    public Uri Address => server.Address;

    public static async Task<AlidnsTestClient> StartAsync(ZoneEdition edition = ZoneEdition.Free)
    {
        var client = new AlidnsTestClient();
        client.World = new SandboxWorld(client.Time);
        client.World.SetAccount(new SandboxAccount(SandboxProvider.Alidns, "sandbox-id", "sandbox-secret"));
        client.Zone = client.World.AddZone(SandboxProvider.Alidns, "sandbox-id", Mooring.Core.Names.DomainName.Parse("example.com"), edition);
        client.server = await LoopbackServer.StartAsync(new AlidnsApi(client.World).HandleAsync);
        return client;
    }

    /// <summary>Calls as the vendor's SDK does: ACS3, POST, parameters in the query, empty body.</summary>
    public Task<AlidnsTestReply> CallAsync(string action, params (string Name, string Value)[] parameters) =>
        SendAsync(Acs3(HttpMethod.Post, action, parameters, form: false));

    /// <summary>Calls and returns the reply of a success.</summary>
    public async Task<JsonNode> DoneAsync(string action, params (string Name, string Value)[] parameters)
    {
        var reply = await CallAsync(action, parameters);
        Assert.True(reply.Status == 200, reply.Text);
        return reply.Json;
    }

    /// <summary>Calls and returns the error code of a refusal.</summary>
    public async Task<string> CodeAsync(string action, params (string Name, string Value)[] parameters)
    {
        var reply = await CallAsync(action, parameters);
        Assert.True(reply.Status >= 400, reply.Text);
        return reply.Code;
    }

    public async Task<string> AddAsync(string rr, string type, string value, params (string Name, string Value)[] more)
    {
        var reply = await DoneAsync("AddDomainRecord", [("DomainName", "example.com"), ("RR", rr), ("Type", type), ("Value", value), .. more]);
        return reply["RecordId"]!.GetValue<string>();
    }

    public Task<string> AddCodeAsync(string rr, string type, string value, params (string Name, string Value)[] more) =>
        CodeAsync("AddDomainRecord", [("DomainName", "example.com"), ("RR", rr), ("Type", type), ("Value", value), .. more]);

    public async Task<AlidnsTestReply> SendAsync(HttpRequestMessage request)
    {
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return new AlidnsTestReply((int)response.StatusCode, text, response.Headers, response.Content.Headers);
    }

    public HttpRequestMessage Acs3(HttpMethod method, string action, (string Name, string Value)[] parameters, bool form, string? nonce = null)
    {
        var encoded = string.Join("&", parameters.Select(p => $"{Escape(p.Name)}={Escape(p.Value)}"));
        var body = form ? Encoding.UTF8.GetBytes(encoded) : [];
        var bodyHash = Convert.ToHexString(SHA256.HashData(body)).ToLowerInvariant();
        var signed = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["host"] = server.Address.Authority,
            ["x-acs-action"] = action,
            ["x-acs-content-sha256"] = bodyHash,
            ["x-acs-date"] = Timestamp(),
            ["x-acs-signature-nonce"] = nonce ?? NextNonce(),
            ["x-acs-version"] = "2015-01-09",
        };
        if (Token is not null)
        {
            signed["x-acs-security-token"] = Token;
        }

        if (form)
        {
            signed["content-type"] = "application/x-www-form-urlencoded";
        }

        var sortedQuery = form ? "" : string.Join("&", parameters.OrderBy(p => p.Name, StringComparer.Ordinal).Select(p => $"{Escape(p.Name)}={Escape(p.Value)}"));
        var names = string.Join(";", signed.Keys);
        var canonical = method.Method + "\n/\n" + sortedQuery + "\n" + string.Concat(signed.Select(h => h.Key + ":" + h.Value + "\n")) + "\n" + names + "\n" + bodyHash;
        var toSign = "ACS3-HMAC-SHA256\n" + Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(canonical))).ToLowerInvariant();
        using var mac = new HMACSHA256(Encoding.UTF8.GetBytes(KeySecret));
        var signature = Convert.ToHexString(mac.ComputeHash(Encoding.UTF8.GetBytes(toSign))).ToLowerInvariant();

        var request = new HttpRequestMessage(method, new Uri(server.Address, form || encoded.Length == 0 ? "/" : "/?" + encoded));
        foreach (var (name, value) in signed.Where(h => h.Key is not ("host" or "content-type")))
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        request.Headers.TryAddWithoutValidation("Authorization", $"ACS3-HMAC-SHA256 Credential={KeyId},SignedHeaders={names},Signature={signature}");
        if (form)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded");
        }

        return request;
    }

    [SuppressMessage("Security", "CA5350:Do Not Use Weak Cryptographic Algorithms", Justification = "The vendor's V1 signature is HMAC-SHA1.")]
    public HttpRequestMessage Rpc(HttpMethod method, string action, (string Name, string Value)[] parameters, string? format = "JSON", string? nonce = null)
    {
        var all = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["Action"] = action,
            ["Version"] = "2015-01-09",
            ["AccessKeyId"] = KeyId,
            ["SignatureMethod"] = "HMAC-SHA1",
            ["SignatureVersion"] = "1.0",
            ["SignatureNonce"] = nonce ?? NextNonce(),
            ["Timestamp"] = Timestamp(),
        };
        if (format is not null)
        {
            all["Format"] = format;
        }

        if (Token is not null)
        {
            all["SecurityToken"] = Token;
        }

        foreach (var (name, value) in parameters)
        {
            all[name] = value;
        }

        var canonical = string.Join("&", all.Select(p => Escape(p.Key) + "=" + Escape(p.Value)));
        using var mac = new HMACSHA1(Encoding.UTF8.GetBytes(KeySecret + "&"));
        var signature = Convert.ToBase64String(mac.ComputeHash(Encoding.UTF8.GetBytes(method.Method + "&" + Escape("/") + "&" + Escape(canonical))));
        var wire = canonical + "&Signature=" + Escape(signature);
        return method == HttpMethod.Get
            ? new HttpRequestMessage(method, new Uri(server.Address, "/?" + wire))
            : new HttpRequestMessage(method, server.Address) { Content = new StringContent(wire, Encoding.UTF8, "application/x-www-form-urlencoded") };
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await server.DisposeAsync();
    }

    private string NextNonce() => $"nonce-{++lastNonce}";

    private string Timestamp() => (World.Clock.Now + Skew).UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    private static string Escape(string text) => string.Concat(Encoding.UTF8.GetBytes(text).Select(b =>
        b is (>= (byte)'0' and <= (byte)'9') or (>= (byte)'A' and <= (byte)'Z') or (>= (byte)'a' and <= (byte)'z') or (byte)'-' or (byte)'_' or (byte)'.' or (byte)'~'
            ? ((char)b).ToString()
            : $"%{b:X2}"));
}

/// <summary>What came back.</summary>
internal sealed record AlidnsTestReply(int Status, string Text, HttpResponseHeaders Headers, HttpContentHeaders ContentHeaders)
{
    public JsonNode Json => JsonNode.Parse(Text)!;

    public string Code => Json[nameof(Code)]!.GetValue<string>();
}
