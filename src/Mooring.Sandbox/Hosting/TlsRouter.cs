using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Mooring.Sandbox.World;

namespace Mooring.Sandbox.Hosting;

/// <summary>Both APIs on one HTTPS port.</summary>
/// <param name="alidns">Alibaba Cloud DNS.</param>
/// <param name="tencent">Tencent Cloud.</param>
internal sealed class TlsRouter(RequestDelegate alidns, RequestDelegate tencent)
{
    /// <summary>
    /// Sends a request to the cloud that SNI and <c>Host</c> name; where neither does (<c>localhost</c>, an IP address) to the one
    /// whose way of signing it has. 421 when both name clouds that differ, or nothing tells.
    /// </summary>
    public Task RouteAsync(HttpContext context)
    {
        var sni = ApiHosts.ProviderOf(context.Features.Get<ITlsHandshakeFeature>()?.HostName);
        var host = ApiHosts.ProviderOf(context.Request.Host.Host);
        return sni is not null && host is not null && sni != host
            ? MisdirectedAsync(context, "the name of the connection (SNI) and the Host header mean different clouds")
            : (sni ?? host ?? BySigning(context.Request)) switch
            {
                SandboxProvider.Alidns => alidns(context),
                SandboxProvider.Tencent => tencent(context),
                _ => MisdirectedAsync(context, $"name the cloud by one of these hosts: {string.Join(", ", ApiHosts.All)}"),
            };
    }

    private static SandboxProvider? BySigning(HttpRequest request)
    {
        var authorization = request.Headers.Authorization.ToString();
        if (authorization.StartsWith("TC3-", StringComparison.Ordinal) || request.Headers.ContainsKey("X-TC-Action")
            || request.Path == "/v2/index.php" || request.Query.ContainsKey("SecretId"))
        {
            return SandboxProvider.Tencent;
        }

        return authorization.StartsWith("ACS3-", StringComparison.Ordinal) || request.Headers.ContainsKey("x-acs-action")
            || request.Query.ContainsKey("AccessKeyId")
                ? SandboxProvider.Alidns
                : null;
    }

    private static Task MisdirectedAsync(HttpContext context, string why)
    {
        context.Response.StatusCode = StatusCodes.Status421MisdirectedRequest;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync($"{why}\n", context.RequestAborted);
    }
}
