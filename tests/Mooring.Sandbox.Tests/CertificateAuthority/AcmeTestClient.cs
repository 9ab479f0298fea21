using System.Buffers.Text;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Mooring.Sandbox.Tests.Hosting;

namespace Mooring.Sandbox.Tests.CertificateAuthority;

/// <summary>An answer of the test CA.</summary>
internal sealed record AcmeAnswer(int Status, HttpResponseHeaders Headers, string? ContentType, string Text)
{
    public JsonNode Json => JsonNode.Parse(Text)!;

    /// <summary>The problem's type without the URN's prefix; null where the answer is none.</summary>
    public string? Problem =>
        ContentType == "application/problem+json" ? Json["type"]!.GetValue<string>().Replace("urn:ietf:params:acme:error:", "", StringComparison.Ordinal) : null;

    public string? Header(string name) => Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : null;

    public override string ToString() => $"{Status} {Text}";
}

/// <summary>What a test changes about a request to make it wrong.</summary>
internal sealed record Tampering
{
    public string ContentType { get; init; } = "application/jose+json";

    public Action<JsonObject>? Header { get; init; }

    public Func<byte[], byte[]>? Signature { get; init; }

    public Action<JsonObject>? Body { get; init; }
}

/// <summary>A client of the test CA, written for these tests from RFC 8555.</summary>
internal sealed class AcmeTestClient : IDisposable
{
    private readonly HttpClient http;

    public AcmeTestClient(RunningSandbox sandbox, AsymmetricAlgorithm? key = null)
    {
        Base = $"https://127.0.0.1:{sandbox.Host.Ports.Ca}";
        Key = key ?? ECDsa.Create(ECCurve.NamedCurves.nistP256);
        http = new HttpClient(new SocketsHttpHandler { SslOptions = { CertificateChainPolicy = Trusting(sandbox) } });
        http.DefaultRequestHeaders.UserAgent.ParseAdd("tests/1");
    }

    public string Base { get; }

    public AsymmetricAlgorithm Key { get; set; }

    /// <summary>The account's address; null while there is none.</summary>
    public string? Account { get; set; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    public static JsonObject Jwk(AsymmetricAlgorithm key) => key switch
    {
        ECDsa ec when ec.ExportParameters(false) is var point => new JsonObject
        {
            ["kty"] = "EC", ["crv"] = $"P-{ec.KeySize}", ["x"] = Base64Url.EncodeToString(point.Q.X), ["y"] = Base64Url.EncodeToString(point.Q.Y),
        },
        RSA rsa when rsa.ExportParameters(false) is var numbers => new JsonObject
        {
            ["kty"] = "RSA", ["n"] = Base64Url.EncodeToString(numbers.Modulus), ["e"] = Base64Url.EncodeToString(numbers.Exponent),
        },
        _ => throw new ArgumentException("another kind of key", nameof(key)),
    };

    public static string Thumbprint(AsymmetricAlgorithm key)
    {
        var members = Jwk(key).OrderBy(member => member.Key, StringComparer.Ordinal).Select(member => $"\"{member.Key}\":\"{member.Value}\"");
        return Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes($"{{{string.Join(",", members)}}}")));
    }

    /// <summary>A JWS in flattened form.</summary>
    public static JsonObject Sign(JsonObject header, string payload, AsymmetricAlgorithm key, Func<byte[], byte[]>? tamper = null)
    {
        var (protectedHeader, encoded) = (Encode(header.ToJsonString()), Encode(payload));
        var input = Encoding.ASCII.GetBytes($"{protectedHeader}.{encoded}");
        var signature = key switch
        {
            ECDsa ec => ec.SignData(input, ec.KeySize == 384 ? HashAlgorithmName.SHA384 : HashAlgorithmName.SHA256),
            RSA rsa => rsa.SignData(input, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
            _ => throw new ArgumentException("another kind of key", nameof(key)),
        };
        return new JsonObject
        {
            ["protected"] = protectedHeader, ["payload"] = encoded, ["signature"] = Base64Url.EncodeToString(tamper is null ? signature : tamper(signature)),
        };
    }

    public static string Algorithm(AsymmetricAlgorithm key) => key is ECDsa ec ? ec.KeySize == 384 ? "ES384" : "ES256" : "RS256";

    public async Task<AcmeAnswer> GetAsync(string path, HttpMethod? method = null)
    {
        using var request = new HttpRequestMessage(method ?? HttpMethod.Get, Absolute(path));
        return await SendAsync(request);
    }

    public async Task<string> NonceAsync() => (await GetAsync("/new-nonce", HttpMethod.Head)).Header("Replay-Nonce")!;

    /// <summary>A signed POST; an empty payload reads.</summary>
    public async Task<AcmeAnswer> PostAsync(string url, string payload = "", Tampering? tamper = null, AsymmetricAlgorithm? withKey = null)
    {
        var key = withKey ?? Key;
        var header = new JsonObject { ["alg"] = Algorithm(key), ["nonce"] = await NonceAsync(), ["url"] = Absolute(url) };
        if (Account is null || withKey is not null)
        {
            header["jwk"] = Jwk(key);
        }
        else
        {
            header["kid"] = Account;
        }

        tamper?.Header?.Invoke(header);
        var body = Sign(header, payload, key, tamper?.Signature);
        tamper?.Body?.Invoke(body);
        return await PostRawAsync(url, body.ToJsonString(), tamper?.ContentType ?? "application/jose+json");
    }

    public async Task<AcmeAnswer> PostRawAsync(string url, string body, string contentType = "application/jose+json")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Absolute(url)) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        return await SendAsync(request);
    }

    public async Task<AcmeAnswer> RegisterAsync(string payload = """{"termsOfServiceAgreed":true}""")
    {
        var answer = await PostAsync("/new-account", payload, withKey: Key);
        Account = answer.Header("Location") ?? Account;
        return answer;
    }

    public Task<AcmeAnswer> OrderAsync(string[] names, string more = "") => PostAsync(
        "/new-order", $$"""{"identifiers":[{{string.Join(",", names.Select(name => $$"""{"type":"dns","value":"{{name}}"}"""))}}]{{more}}}""");

    /// <summary>What the TXT record of a challenge shall hold (RFC 8555 §8.4).</summary>
    public string Proof(JsonNode challenge) =>
        Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes($"{challenge["token"]}.{Thumbprint(Key)}")));

    public void Dispose() => http.Dispose();

    private string Absolute(string url) => url.StartsWith('/') ? Base + url : url;

    private async Task<AcmeAnswer> SendAsync(HttpRequestMessage request)
    {
        using var response = await http.SendAsync(request, Cancellation);
        return new AcmeAnswer(
            (int)response.StatusCode, response.Headers, response.Content.Headers.ContentType?.ToString(), await response.Content.ReadAsStringAsync(Cancellation));
    }

    private static X509ChainPolicy Trusting(RunningSandbox sandbox) => new()
    {
        TrustMode = X509ChainTrustMode.CustomRootTrust,
        RevocationMode = X509RevocationMode.NoCheck,
        VerificationTime = sandbox.World.Clock.TrueNow.UtcDateTime,
        CustomTrustStore = { X509Certificate2.CreateFromPem(sandbox.Host.RootPem) },
    };
}
