using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Mooring.Core;
using Mooring.Core.Names;
using Mooring.Sandbox.Gateway;
using Mooring.Sandbox.World;

namespace Mooring.Sandbox.Control;

/// <summary>Where tests read and steer the sandbox: calls, records, addresses, clock, faults, name servers, limits, the test CA.</summary>
/// <remarks>
/// <c>GET</c>, <c>PUT</c> and <c>POST</c> answer 200 with what holds now, <c>DELETE</c> 204; a wrong body is 400, an unknown zone or
/// address 404, another method 405, each with <c>{"message"}</c>, in Chinese where <c>Accept-Language</c> asks for it.
/// </remarks>
public sealed class ControlApi(SandboxWorld world)
{
    /// <summary>Answers one request.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        try
        {
            var reply = await RouteAsync(context.Request);
            await WriteAsync(context, reply is null ? 204 : 200, reply);
        }
        catch (ControlError error)
        {
            var chinese = context.Request.Headers.AcceptLanguage.ToString().StartsWith("zh", StringComparison.OrdinalIgnoreCase);
            var message = error.Text.In(chinese ? Language.Chinese : Language.English);
            await WriteAsync(context, error.Status, Json.Of(("message", message)));
        }
    }

    private async Task<JsonNode?> RouteAsync(HttpRequest request)
    {
        var path = request.Path.Value!.Trim('/').Split('/');
        return (path, request.Method) switch
        {
            (["calls"], "GET") => ControlCalls.Show(world.Calls.Entries),
            (["calls"], "DELETE") => Forget(world.Calls.Clear),
            (["faults"], "DELETE") => Forget(world.Faults.Clear),
            (["faults"], "POST") => AddFault(await BodyAsync(request)),
            (["echo"], "PUT") => SetEcho(await BodyAsync(request)),
            (["clock"], "PUT") => SetClock(await BodyAsync(request)),
            (["dns"], "PUT") => SetDns(await BodyAsync(request)),
            (["limits"], "PUT") => SetLimits(await BodyAsync(request)),
            (["zones", var zone, "records"], "GET") => ControlRecords.Show(Zone(zone)),
            (["zones", var zone, "records"], "PUT") => ControlRecords.Show(ControlRecords.Replace(world, Zone(zone), await BodyAsync(request))),
            (["ca", ..], _) => await AuthorityAsync(path[1..], request),
            (["calls" or "faults" or "echo" or "clock" or "dns" or "limits"] or ["zones", _, "records"], _) =>
                throw NotPossible(request),
            _ => throw Nowhere(request),
        };
    }

    private async Task<JsonNode?> AuthorityAsync(string[] path, HttpRequest request) => (path, request.Method) switch
    {
        ([], "GET") => ControlAuthority.Show(world.Authority.Settings),
        ([], "PUT") => ControlAuthority.Show(
            world.Authority.Settings = ControlAuthority.Change(await BodyAsync(request), world.Authority.Settings)),
        (["roots"], "GET") => ControlAuthority.Roots(world.Authority),
        (["calls"], "GET") => ControlAuthority.Calls(world.Authority.Calls),
        (["calls"], "DELETE") => Forget(world.Authority.Calls.Clear),
        (["certificates"], "GET") => ControlCertificates.Show(world.Authority.Certificates),
        (["certificates", var serial], "POST") => ControlCertificates.Change(world, serial, await BodyAsync(request)),
        ([] or ["roots" or "calls" or "certificates"] or ["certificates", _], _) => throw NotPossible(request),
        _ => throw Nowhere(request),
    };

    private static ControlError NotPossible(HttpRequest request) =>
        new(405, new Text($"{request.Method} is not possible here", $"此处不支持 {request.Method}"));

    private static ControlError Nowhere(HttpRequest request) =>
        new(404, new Text($"there is no {request.Path}", $"没有 {request.Path}"));

    private static JsonNode? Forget(Action clear)
    {
        clear();
        return null;
    }

    private JsonObject AddFault(JsonElement body)
    {
        world.Faults.Add(ControlSettings.Fault(body));
        return [];
    }

    private JsonObject SetEcho(JsonElement body)
    {
        world.Echo = ControlSettings.Echo(body, world.Echo);
        return Json.Of(("ipv4", world.Echo.Ipv4?.ToString()), ("ipv6", world.Echo.Ipv6?.ToString()));
    }

    private JsonObject SetClock(JsonElement body)
    {
        world.Clock.Offset = ControlSettings.Clock(body);
        return Json.Of(("offsetSeconds", world.Clock.Offset.TotalSeconds));
    }

    private JsonObject SetDns(JsonElement body)
    {
        world.Dns = ControlSettings.Dns(body);
        var servers = new JsonObject();
        foreach (var word in DnsSettings.ServerWords)
        {
            servers[word] = Json.Of(
                ("mode", world.Dns.ModeOf(word).ToString().ToLowerInvariant()),
                ("propagationDelaySeconds", world.Dns.DelayOf(word).TotalSeconds));
        }

        return Json.Of(("propagationDelaySeconds", world.Dns.PropagationDelay.TotalSeconds), ("servers", servers));
    }

    private JsonObject SetLimits(JsonElement body)
    {
        world.Limits = ControlSettings.Limits(body, world.Limits);
        return Json.Of(
            ("callsPerSecond", world.Limits.CallsPerSecond),
            ("pageSize", world.Limits.PageSize),
            ("listingLagSeconds", world.Limits.ListingLag?.TotalSeconds));
    }

    private SandboxZone Zone(string name) =>
        (DomainName.TryParse(Uri.UnescapeDataString(name), out var apex) ? world.FindZone(apex) : null)
        ?? throw new ControlError(404, new Text($"there is no zone {name}", $"没有区域 {name}"));

    private static async Task<JsonElement> BodyAsync(HttpRequest request)
    {
        try
        {
            return Json.Parse((await ApiRequest.ReadAsync(request.HttpContext)).Body);
        }
        catch (JsonException error)
        {
            throw ControlError.Bad($"the body is no JSON: {error.Message}", $"请求正文不是 JSON：{error.Message}");
        }
    }

    private static Task WriteAsync(HttpContext context, int status, JsonNode? reply)
    {
        context.Response.StatusCode = status;
        if (reply is null)
        {
            return Task.CompletedTask;
        }

        var body = Json.Bytes(reply);
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.ContentLength = body.Length;
        return context.Response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }
}
