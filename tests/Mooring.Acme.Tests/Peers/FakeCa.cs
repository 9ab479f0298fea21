using System.Collections.Concurrent;
using System.Text.Json;

namespace Mooring.Acme.Tests;

/// <summary>A small CA that checks every signature and nonce, and answers well until a test has it answer otherwise.</summary>
public sealed class FakeCa : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, ConcurrentQueue<Func<FakeRequest, FakeReply>>> scripts = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, JsonElement> keys = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> nonces = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<(FakeRequest Request, SignedRequest? Signed)> log = new();
    private readonly FakeHttp http;
    private int lastNonce;

    public FakeCa() => http = new FakeHttp(Answer);

    public Uri Directory => new($"{http.Root}/directory");

    /// <summary>Members of the directory beside the usual.</summary>
    public string Meta { get; set; } = "";

    /// <summary>Requests of one path so far, oldest first, as "METHOD payload"; the payload empty where there is none.</summary>
    public string[] Sent(string path) => [.. log.Where(entry => entry.Request.Path == path).Select(entry => $"{entry.Request.Method} {entry.Signed?.Payload}".TrimEnd())];

    /// <summary>The requests as they came.</summary>
    public FakeRequest[] Requests => [.. log.Select(entry => entry.Request)];

    public string Url(string path) => http.Root + path;

    /// <summary>Has a path answer these in turn, the last for good.</summary>
    public void On(string path, params FakeReply[] replies) => On(path, [.. replies.Select(reply => (Func<FakeRequest, FakeReply>)(_ => reply))]);

    public void On(string path, params Func<FakeRequest, FakeReply>[] replies) => scripts[path] = new(replies);

    public FakeReply Order(string status, string more = "", params string[] headers) => new(200, Json("""
        {"status":"$status","identifiers":[{"type":"dns","value":"example.com"}],"authorizations":["$root/authz/1"],"finalize":"$root/finalize"$more}
        """, status, more), Headers: headers);

    public FakeReply Authorization(string status, string more = "", params string[] headers) => new(200, Json("""
        {"status":"$status","identifier":{"type":"dns","value":"example.com"},"challenges":[
          {"type":"dns-01","url":"$root/challenge","status":"pending","token":"evaGxfADs6pSRb2LAv9IZf17Dt3juxGJ-PCt92wr-oA"}]$more}
        """, status, more), Headers: headers);

    public static FakeReply Problem(int status, string type, string detail = "so it is", params string[] headers) =>
        new(status, $$"""{"type":"urn:ietf:params:acme:error:{{type}}","detail":"{{detail}}","status":{{status}}}""", "application/problem+json", headers);

    public ValueTask DisposeAsync() => http.DisposeAsync();

    private string Json(string template, string status = "", string more = "") => template.Replace("$status", status, StringComparison.Ordinal)
        .Replace("$more", more.Length > 0 ? "," + more : "", StringComparison.Ordinal).Replace("$root", http.Root, StringComparison.Ordinal);

    private FakeReply Answer(FakeRequest request)
    {
        var signed = request.Method == "POST" ? SignedRequest.Read(request.Body) : null;
        log.Enqueue((request, signed));
        var reply = (signed is null ? null : Refuse(request, signed)) ?? Scripted(request) ?? Usual(request);
        return reply.Raw is not null || request.Path == "/directory" || reply.Headers.Any(header => header.StartsWith("Replay-Nonce", StringComparison.Ordinal))
            ? reply
            : reply with { Headers = [.. reply.Headers, $"Replay-Nonce: {NewNonce()}"] };
    }

    /// <summary>What RFC 8555 §6.2 to §6.5 has a server check.</summary>
    private FakeReply? Refuse(FakeRequest request, SignedRequest signed)
    {
        if (request.Headers["Content-Type"] != "application/jose+json" || !request.Headers.ContainsKey("User-Agent"))
        {
            return Problem(415, "malformed", "media type or user agent");
        }

        if (signed.Nonce is null || !nonces.TryRemove(signed.Nonce, out _))
        {
            return Problem(400, "badNonce");
        }

        var key = signed.Jwk ?? (signed.Kid is { } kid && keys.TryGetValue(kid, out var known) ? known : null);
        if (key is not { } jwk || !signed.IsSignedBy(jwk) || signed.Url != Url(request.Path) || (signed.Jwk is null) == (signed.Kid is null))
        {
            return Problem(400, "malformed", "signature, url, or both jwk and kid");
        }

        if (signed.Jwk is { } shown && request.Path == "/new-account")
        {
            keys[Url("/account/1")] = shown;
        }

        return null;
    }

    private FakeReply? Scripted(FakeRequest request)
    {
        if (!scripts.TryGetValue(request.Path, out var script))
        {
            return null;
        }

        lock (script)
        {
            script.TryPeek(out var next);
            _ = script.Count > 1 && script.TryDequeue(out next);
            return next!(request);
        }
    }

    private FakeReply Usual(FakeRequest request) => request.Path switch
    {
        "/directory" => new(200, Json("""
            {"newNonce":"$root/new-nonce","newAccount":"$root/new-account","newOrder":"$root/new-order","revokeCert":"$root/revoke","keyChange":"$root/key-change",
             "renewalInfo":"$root/renewal","xGv-4f_QDlo":"https://example.com/why-this","meta":{"termsOfService":"https://example.com/terms"$more}}
            """, more: Meta)),
        "/new-account" => new(201, """{"status":"valid"}""", Headers: $"Location: {Url("/account/1")}"),
        "/account/1" => new(200, """{"status":"valid","contact":["mailto:me@example.com"]}"""),
        "/new-order" => Order("pending") with { Status = 201, Headers = [$"Location: {Url("/order/1")}"] },
        "/order/1" => Order("ready"),
        "/authz/1" => Authorization("valid"),
        "/finalize" => Order("valid", $"\"certificate\":\"{Url("/certificate")}\""),
        "/new-nonce" or "/challenge" or "/revoke" or "/key-change" => new(200, "{}"),
        _ => Problem(404, "malformed", "no such thing"),
    };

    private string NewNonce()
    {
        var nonce = $"nonce-{Interlocked.Increment(ref lastNonce)}";
        nonces[nonce] = true;
        return nonce;
    }
}
