using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json.Nodes;
using Mooring.Sandbox.Gateway;

namespace Mooring.Sandbox.TencentCloud.Cns;

/// <summary>One request to CNS v2, the older API of many scripts, which the vendor announced to stop after 2023-01-01.</summary>
internal sealed class CnsCall : ApiCall
{
    /// <summary>The path it is served on.</summary>
    public const string Path = "/v2/index.php";

    /// <summary>Calls of one account to one action in a second; the vendor published no number.</summary>
    private const int CallsPerSecond = 100;

    private static readonly FrozenSet<string> Protocol = FrozenSet.Create(StringComparer.Ordinal,
        "Action", "Region", "Timestamp", "Nonce", "SecretId", "Signature", "SignatureMethod", "Token", "RequestClient");

    private readonly TencentApi api;
    private readonly ApiRequest request;
    private readonly Dictionary<string, string> parameters;

    public CnsCall(TencentApi api, ApiRequest request)
    {
        this.api = api;
        this.request = request;
        parameters = UrlParameters.Of(request);
    }

    public override string? Action => parameters.GetValueOrDefault("Action");

    public override string? Account => parameters.GetValueOrDefault("SecretId");

    public override string ParametersJson => JournalParameters.OfText(parameters, Protocol);

    public override ApiAnswer Answer()
    {
        try
        {
            var members = Json.Of(("code", 0), ("message", ""), ("codeDesc", "Success"));
            if (Run() is { } data)
            {
                members["data"] = data;
            }

            return Write(members, 200, code: null);
        }
        catch (TencentError error)
        {
            return Show(error.Code, error.In(wantsEnglish: false), 200);
        }
    }

    public override ApiAnswer Refuse(string? code, int? status) =>
        Show(code ?? "InternalError", TencentError.Of(code ?? "InternalError").In(wantsEnglish: false), status ?? 200);

    private JsonObject? Run()
    {
        var name = Action ?? throw TencentError.Missing("Action");
        var account = api.Authentication.CheckSorted(request, parameters, cns: true);
        if (!CnsActions.ByName.TryGetValue(name, out var action))
        {
            throw TencentError.Of("InvalidAction");
        }

        if (!api.Limiter.TryTake(account.Owner, name, CallsPerSecond))
        {
            throw TencentError.Throttled(api.World.Limits.CallsPerSecond ?? CallsPerSecond);
        }

        var records = new DnspodContext(api.World, account, DnspodParameters.None, International: false, api.Jobs);
        return account.Allows(name) ? action(records, new CnsContext(api.World, account, parameters)) : throw TencentError.Of("UnauthorizedOperation");
    }

    private static ApiAnswer Show(string code, string message, int status)
    {
        var (number, word) = CnsError.Of(code);
        return Write(Json.Of(("code", number), ("message", message), ("codeDesc", word)), status, number.ToString(CultureInfo.InvariantCulture));
    }

    private static ApiAnswer Write(JsonObject members, int status, string? code) =>
        new(status, "application/json; charset=utf-8", Json.Bytes(members), code);
}
