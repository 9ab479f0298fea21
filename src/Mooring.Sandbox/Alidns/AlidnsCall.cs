using System.Collections.Frozen;
using System.Text.Json.Nodes;
using Mooring.Sandbox.Gateway;
using Mooring.Sandbox.World;

namespace Mooring.Sandbox.Alidns;

/// <summary>One request to Alidns.</summary>
internal sealed class AlidnsCall : ApiCall
{
    private const string Version = "2015-01-09";

    private static readonly FrozenSet<string> Protocol = FrozenSet.Create(StringComparer.Ordinal,
        "Action", "Version", "Format", "AccessKeyId", "SignatureMethod", "SignatureVersion", "SignatureNonce", "SignatureType", "Timestamp");

    private readonly AlidnsApi api;
    private readonly ApiRequest request;
    private readonly Dictionary<string, string> parameters;
    private readonly AlidnsCredentials credentials;

    public AlidnsCall(AlidnsApi api, ApiRequest request)
    {
        this.api = api;
        this.request = request;
        parameters = UrlParameters.Of(request);
        credentials = AlidnsCredentials.Of(request, parameters);
    }

    public override string? Action => credentials.Action;

    public override string? Account => credentials.AccessKeyId;

    public override string ParametersJson => JournalParameters.OfText(parameters, Protocol);

    // RPC V1 answers in XML unless asked otherwise; ACS3 clients say in Accept what they want.
    private bool WantsXml => credentials.IsAcs3
        ? request.Header("Accept")?.Contains("xml", StringComparison.OrdinalIgnoreCase) == true
        : !parameters.GetValueOrDefault("Format", "XML").Equals("JSON", StringComparison.OrdinalIgnoreCase);

    public override ApiAnswer Answer()
    {
        var requestId = NewRequestId();
        try
        {
            var reply = Run();
            reply.Insert(0, "RequestId", requestId);
            return AlidnsReply.Write(200, $"{Action}Response", reply, WantsXml, code: null);
        }
        catch (AlidnsError error)
        {
            return Show(error, error.Status, requestId);
        }
    }

    public override ApiAnswer Refuse(string? code, int? status)
    {
        var error = AlidnsError.Of(code ?? "ServiceUnavailable");
        return Show(error, status ?? error.Status, NewRequestId());
    }

    private static string NewRequestId() => Guid.NewGuid().ToString().ToUpperInvariant();

    private JsonObject Run()
    {
        var action = FindAction();
        var account = api.Authentication.Check(request, parameters, credentials);
        if (!api.Limiter.TryTake(account.Owner, Action!, action.CallsPerSecond))
        {
            throw AlidnsError.Of("Throttling.User");
        }

        var read = new AlidnsParameters(parameters);
        foreach (var name in action.Required)
        {
            _ = read.Required(name);
        }

        if (!account.Allows(Action!))
        {
            throw Denied(account);
        }

        return action.Run(new AlidnsContext(api.World, account, Action!, read, api.Memory));
    }

    private AlidnsAction FindAction()
    {
        if (request.Method is not ("GET" or "POST"))
        {
            throw AlidnsError.Of("UnsupportedHTTPMethod");
        }

        if (credentials.Action is null || credentials.Version is null)
        {
            throw AlidnsError.MissingCommon(credentials.Action is null ? "Action" : "Version");
        }

        if (credentials.Version != Version)
        {
            throw AlidnsError.Of("NoSuchVersion");
        }

        if (!credentials.IsAcs3 && parameters.GetValueOrDefault("Format", "XML").ToUpperInvariant() is not ("JSON" or "XML"))
        {
            throw AlidnsError.Of("InvalidParameter.Format");
        }

        return request.Path == "/" && AlidnsActions.ByName.TryGetValue(credentials.Action, out var action)
            ? action
            : throw AlidnsError.Of("InvalidAction.NotFound");
    }

    private static AlidnsError Denied(SandboxAccount account)
    {
        var denied = AlidnsError.Of("Forbidden.RAM");
        return new AlidnsError(denied.Status, denied.Code, denied.Message) { DeniedUser = account.Id };
    }

    private ApiAnswer Show(AlidnsError error, int status, string requestId)
    {
        var body = Json.Of(
            ("RequestId", requestId),
            ("HostId", request.Host),
            ("Code", error.Code),
            ("Message", error.Message),
            ("Recommend", $"https://api.aliyun.com/troubleshoot?q={error.Code}&product=Alidns&requestId={requestId}"));
        if (error.DeniedUser is { } user)
        {
            body["AccessDeniedDetail"] = Json.Of(
                ("AuthPrincipalType", "SubUser"),
                ("AuthPrincipalDisplayName", user),
                ("AuthPrincipalOwnerId", "0"),
                ("EncodedDiagnosticMessage", ""));
        }

        return AlidnsReply.Write(status, "Error", body, WantsXml, error.Code);
    }
}
