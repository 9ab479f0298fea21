using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Nodes;
using Mooring.Sandbox.Gateway;

namespace Mooring.Sandbox.TencentCloud;

/// <summary>One request to DNSPod API 3.0: TC3 over POST or GET, or the older signature over sorted parameters.</summary>
internal sealed class DnspodCall : ApiCall
{
    private const string Version = "2021-03-23";

    private static readonly FrozenSet<string> Protocol = FrozenSet.Create(StringComparer.Ordinal,
        "Action", "Version", "Region", "Language", "Timestamp", "Nonce", "SecretId", "Signature", "SignatureMethod", "Token", "RequestClient");

    private readonly TencentApi api;
    private readonly ApiRequest request;
    private readonly Tc3Authorization? authorization;
    private readonly Dictionary<string, string> flat;
    private readonly bool isTc3;
    private readonly JsonElement? body;

    public DnspodCall(TencentApi api, ApiRequest request)
    {
        this.api = api;
        this.request = request;
        isTc3 = request.Header("Authorization") is not null || request.Header("X-TC-Action") is not null;
        authorization = Tc3Authorization.Parse(request.Header("Authorization"));
        flat = UrlParameters.Of(request);
        body = isTc3 && request.Method == "POST" ? ParseBody() : null;
    }

    public override string? Action => isTc3 ? request.Header("X-TC-Action") : flat.GetValueOrDefault("Action");

    public override string? Account => isTc3 ? authorization?.SecretId : flat.GetValueOrDefault("SecretId");

    public override string ParametersJson =>
        body is { } json ? JournalParameters.OfJson(json) : JournalParameters.OfText(flat, Protocol);

    private bool WantsEnglish => (request.Header("X-TC-Language") ?? flat.GetValueOrDefault("Language")) switch
    {
        "en-US" => true,
        "zh-CN" => false,
        _ => TencentHosts.IsInternational(request),
    };

    public override ApiAnswer Answer()
    {
        try
        {
            return Envelope(Run(), 200, code: null);
        }
        catch (TencentError error)
        {
            return Show(error, 200);
        }
    }

    public override ApiAnswer Refuse(string? code, int? status) => Show(TencentError.Of(code ?? "InternalError"), status ?? 200);

    private JsonObject Run()
    {
        if (request.Method is not ("GET" or "POST") || (isTc3 && request.Method == "POST" && request.HasForm))
        {
            throw TencentError.Of("UnsupportedProtocol");
        }

        var name = Action ?? throw TencentError.Missing("Action");
        var account = isTc3
            ? api.Authentication.CheckTc3(request, authorization)
            : api.Authentication.CheckSorted(request, flat, cns: false);
        var version = (isTc3 ? request.Header("X-TC-Version") : flat.GetValueOrDefault("Version")) ?? throw TencentError.Missing("Version");
        var action = version != Version ? throw TencentError.Of("NoSuchVersion")
            : DnspodActions.ByName.GetValueOrDefault(name) ?? throw TencentError.Of("InvalidAction");
        if (!api.Limiter.TryTake(account.Owner, name, action.CallsPerSecond))
        {
            throw TencentError.Throttled(api.World.Limits.CallsPerSecond ?? action.CallsPerSecond);
        }

        if (!account.Allows(name))
        {
            throw TencentError.Of("UnauthorizedOperation");
        }

        var parameters = new DnspodParameters(Body(action), action.Parameters);
        return action.Run(new DnspodContext(api.World, account, parameters, TencentHosts.IsInternational(request), api.Jobs));
    }

    private JsonElement Body(DnspodAction action)
    {
        if (isTc3 && request.Method == "POST")
        {
            return body is { ValueKind: JsonValueKind.Object } json ? json : throw TencentError.Of("InvalidRequest");
        }

        var own = flat.Where(parameter => isTc3 || !Protocol.Contains(parameter.Key));
        return Json.Parse(Json.Bytes(FlatParameters.ToJson(own, action.Parameters)));
    }

    private JsonElement? ParseBody()
    {
        try
        {
            return Json.Parse(request.Body);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private ApiAnswer Show(TencentError error, int status) => Envelope(
        Json.Of(("Error", Json.Of(("Code", error.Code), ("Message", error.In(WantsEnglish))))), status, error.Code);

    private static ApiAnswer Envelope(JsonObject members, int status, string? code)
    {
        members["RequestId"] = Guid.NewGuid().ToString();
        return new ApiAnswer(status, "application/json", Json.Bytes(Json.Of(("Response", members))), code);
    }
}
