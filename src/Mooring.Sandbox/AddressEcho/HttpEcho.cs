using Microsoft.AspNetCore.Http;
using Mooring.Sandbox.World;

namespace Mooring.Sandbox.AddressEcho;

/// <summary>Tells callers of <c>/ip</c> an address as plain text.</summary>
internal static class HttpEcho
{
    /// <summary>200 with the address of the caller's family and nothing else; 503 while that family has none; 404 elsewhere.</summary>
    public static Task AnswerAsync(HttpContext context, EchoAddresses echo)
    {
        var response = context.Response;
        response.ContentType = "text/plain; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        if (context.Request.Path != "/ip")
        {
            return Refuse(response, StatusCodes.Status404NotFound, "the address is at /ip\n", context.RequestAborted);
        }

        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
        {
            response.Headers.Allow = "GET, HEAD";
            return Refuse(response, StatusCodes.Status405MethodNotAllowed, "ask with GET\n", context.RequestAborted);
        }

        return echo.For(context.Connection.RemoteIpAddress!) is { } told
            ? response.WriteAsync(told.ToString(), context.RequestAborted)
            : Refuse(response, StatusCodes.Status503ServiceUnavailable, "no address of this family\n", context.RequestAborted);
    }

    private static Task Refuse(HttpResponse response, int status, string why, CancellationToken cancellation)
    {
        response.StatusCode = status;
        return response.WriteAsync(why, cancellation);
    }
}
