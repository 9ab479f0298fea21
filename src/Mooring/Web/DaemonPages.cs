using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Mooring.Configuration.Settings;
using Mooring.Web.Metering;

namespace Mooring.Web;

/// <summary>Answers every request of the daemon's HTTP interface; the contract is docs/monitoring.md.</summary>
/// <param name="settings">Who may do what, as it is now.</param>
/// <param name="trigger">Calls for rounds.</param>
/// <param name="pulse">Whether rounds go on.</param>
/// <param name="metrics">What is measured.</param>
internal sealed class DaemonPages(Func<ConsoleSettings> settings, RoundTrigger trigger, Pulse pulse, PrometheusText metrics)
{
    private const string PlainText = "text/plain; charset=utf-8";

    /// <summary>Answers one request.</summary>
    public Task AnswerAsync(HttpContext context)
    {
        var reply = Reply(context);
        var response = context.Response;
        response.StatusCode = reply.Status;
        response.ContentType = reply.ContentType;
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        foreach (var (name, value) in reply.Headers)
        {
            response.Headers[name] = value;
        }

        var body = Encoding.UTF8.GetBytes(reply.Body);
        response.ContentLength = body.Length;
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }

    private Answer Reply(HttpContext context)
    {
        var request = context.Request;
        if (!HostCheck.IsOurs(request.Host.Host, context.Connection.LocalIpAddress, Environment.MachineName, settings().Hosts))
        {
            return Error(HttpStatusCode.Forbidden, "this host is not served here; name it under console.hosts if it leads here on purpose");
        }

        return request.Headers.Origin.Count > 0
            ? Error(HttpStatusCode.Forbidden, "requests of web pages (with an Origin) are not taken")
            : (request.Path.Value, request.Method) switch
            {
                ("/healthz", "GET" or "HEAD") => Health(),
                ("/metrics", "GET" or "HEAD") => IsLocal(context) ? Metrics() : Admitted(context, "metrics", Metrics),
                ("/api/v1/trigger", "POST") => Admitted(context, "trigger", Trigger),
                ("/healthz" or "/metrics", _) => WrongMethod("GET, HEAD"),
                ("/api/v1/trigger", _) => WrongMethod("POST"),
                _ => Error(HttpStatusCode.NotFound, "there is nothing here"),
            };
    }

    private Answer Admitted(HttpContext context, string scope, Func<Answer> page) =>
        Callers.Admit(context.Request.Headers.Authorization, scope, settings().Tokens) switch
        {
            Admission.Granted => page(),
            Admission.Lacking => Error(HttpStatusCode.Forbidden, $"this token lacks the scope {scope}"),
            _ => Error(HttpStatusCode.Unauthorized, "a token of console.tokens is needed: Authorization: Bearer TOKEN") with { Headers = [("WWW-Authenticate", "Bearer realm=\"mooring\"")] },
        };

    private Answer Health() => pulse.Complaint() is { } complaint
        ? new Answer((int)HttpStatusCode.ServiceUnavailable, PlainText, complaint + "\n")
        : new Answer((int)HttpStatusCode.OK, PlainText, "ok\n");

    private Answer Metrics() => new((int)HttpStatusCode.OK, PrometheusText.ContentType, metrics.Render());

    private Answer Trigger() => trigger.TryCall()
        ? new Answer((int)HttpStatusCode.Accepted, "application/json", "{\"status\":\"accepted\"}\n")
        : Error(HttpStatusCode.TooManyRequests, "too many triggers; a round is under way or just was") with
        {
            Headers = [("Retry-After", RoundTrigger.Pace.TotalSeconds.ToString("0", CultureInfo.InvariantCulture))],
        };

    /// <summary>Whether the caller sits on this machine; one that a proxy forwards for somebody else does not.</summary>
    private static bool IsLocal(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } remote && IPAddress.IsLoopback(remote)
        && !context.Request.Headers.ContainsKey("X-Forwarded-For") && !context.Request.Headers.ContainsKey("Forwarded");

    private static Answer WrongMethod(string allowed) => Error(HttpStatusCode.MethodNotAllowed, $"only {allowed}") with { Headers = [("Allow", allowed)] };

    private static Answer Error(HttpStatusCode status, string message) =>
        new((int)status, "application/json", $"{{\"error\":{{\"status\":{(int)status},\"message\":\"{JsonEncodedText.Encode(message)}\"}}}}\n");

    private sealed record Answer(int Status, string ContentType, string Body)
    {
        public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];
    }
}
