using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using Mooring.Configuration.Settings;
using Mooring.Core.Names;
using Mooring.Web.Httpreq;
using Mooring.Web.Metering;

namespace Mooring.Web;

/// <summary>Answers every request of the daemon's HTTP interface; the contract is docs/monitoring.md.</summary>
/// <param name="settings">Who may do what, as it is now.</param>
/// <param name="trigger">Calls for rounds.</param>
/// <param name="pulse">Whether rounds go on.</param>
/// <param name="metrics">What is measured.</param>
/// <param name="httpreq">Answers lego.</param>
internal sealed class DaemonPages(Func<ConsoleSettings> settings, RoundTrigger trigger, Pulse pulse, PrometheusText metrics, HttpreqPages httpreq)
{
    private const string PlainText = "text/plain; charset=utf-8";

    /// <summary>Answers one request.</summary>
    public async Task AnswerAsync(HttpContext context)
    {
        var reply = await ReplyAsync(context);
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
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await response.Body.WriteAsync(body, context.RequestAborted);
        }
    }

    private async Task<Answer> ReplyAsync(HttpContext context)
    {
        var request = context.Request;
        if (!HostCheck.IsOurs(request.Host.Host, context.Connection.LocalIpAddress, Environment.MachineName, settings().Hosts))
        {
            return Answer.Error(HttpStatusCode.Forbidden, "this host is not served here; name it under console.hosts if it leads here on purpose");
        }

        return request.Headers.Origin.Count > 0
            ? Answer.Error(HttpStatusCode.Forbidden, "requests of web pages (with an Origin) are not taken")
            : (request.Path.Value, request.Method) switch
            {
                ("/healthz", "GET" or "HEAD") => Health(),
                ("/metrics", "GET" or "HEAD") => IsLocal(context) ? Metrics() : Refused(context, "metrics") ?? Metrics(),
                ("/api/v1/trigger", "POST") => Refused(context, "trigger") ?? Trigger(),
                ("/httpreq/present", "POST") => Refused(context, HttpreqPages.Scope) ?? await httpreq.PresentAsync(context, Domains(context)),
                ("/httpreq/cleanup", "POST") => Refused(context, HttpreqPages.Scope) ?? await httpreq.CleanUpAsync(context, Domains(context)),
                ("/healthz" or "/metrics", _) => WrongMethod("GET, HEAD"),
                ("/api/v1/trigger" or "/httpreq/present" or "/httpreq/cleanup", _) => WrongMethod("POST"),
                _ => Answer.Error(HttpStatusCode.NotFound, "there is nothing here"),
            };
    }

    /// <summary>What a caller gets who may not; null: it may.</summary>
    private Answer? Refused(HttpContext context, string scope) =>
        Callers.Admit(context.Request.Headers.Authorization, scope, settings().Tokens) switch
        {
            Admission.Granted => null,
            Admission.Lacking => Answer.Error(HttpStatusCode.Forbidden, $"this token lacks the scope {scope}"),
            _ => Answer.Error(HttpStatusCode.Unauthorized, "a token of console.tokens is needed: Authorization: Bearer TOKEN, or Basic with the token as password") with { Headers = [("WWW-Authenticate", "Bearer realm=\"mooring\"")] },
        };

    private IReadOnlyList<DomainName> Domains(HttpContext context) => Callers.Domains(context.Request.Headers.Authorization, HttpreqPages.Scope, settings().Tokens);

    private Answer Health() => pulse.Complaint() is { } complaint
        ? new Answer((int)HttpStatusCode.ServiceUnavailable, PlainText, complaint + "\n")
        : new Answer((int)HttpStatusCode.OK, PlainText, "ok\n");

    private Answer Metrics() => new((int)HttpStatusCode.OK, PrometheusText.ContentType, metrics.Render());

    private Answer Trigger() => trigger.TryCall()
        ? Answer.Done(HttpStatusCode.Accepted, "accepted")
        : Answer.Error(HttpStatusCode.TooManyRequests, "too many triggers; a round is under way or just was") with
        {
            Headers = [("Retry-After", RoundTrigger.Pace.TotalSeconds.ToString("0", CultureInfo.InvariantCulture))],
        };

    /// <summary>Whether the caller sits on this machine; one that a proxy forwards for somebody else does not.</summary>
    private static bool IsLocal(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } remote && IPAddress.IsLoopback(remote)
        && !context.Request.Headers.ContainsKey("X-Forwarded-For") && !context.Request.Headers.ContainsKey("Forwarded");

    private static Answer WrongMethod(string allowed) => Answer.Error(HttpStatusCode.MethodNotAllowed, $"only {allowed}") with { Headers = [("Allow", allowed)] };
}
