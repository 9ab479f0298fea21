using System.Net;
using System.Text;
using Mooring.Core;
using Mooring.Core.Addresses;

namespace Mooring.Engine.Sources.Probe;

/// <summary>Asks a web server whose answer is the bare address.</summary>
/// <param name="sender">Sends over one family, past any proxy, and follows no redirect by itself.</param>
/// <param name="time">The clock for a <c>Retry-After</c> that is a date.</param>
internal sealed class HttpProbe(HttpMessageInvoker sender, TimeProvider time)
{
    private const int MostHops = 3;

    /// <summary>An address has at most 45 characters; some servers put blank lines around it.</summary>
    private const int LongestBody = 256;

    /// <summary>Asks, and follows redirects on the same host.</summary>
    /// <exception cref="HttpRequestException">No answer came.</exception>
    public async Task<ProbeReply> AskAsync(Uri url, CancellationToken cancellation)
    {
        for (var hop = 0; hop <= MostHops; hop++)
        {
            using var request = Request(url);
            using var response = await sender.SendAsync(request, cancellation);
            if (!IsRedirect(response.StatusCode))
            {
                return await ReadAsync(response, cancellation);
            }

            if (Next(url, response.Headers.Location) is not { } next)
            {
                return Elsewhere(response.Headers.Location);
            }

            url = next;
        }

        return new ProbeReply.Failed(new Text("it redirects without end", "不断重定向"), ProbeFault.NoAddress);
    }

    private static HttpRequestMessage Request(Uri url) => new(HttpMethod.Get, url)
    {
        Headers = { { "User-Agent", "Mooring" }, { "Accept", "text/plain, */*;q=0.1" }, { "Cache-Control", "no-cache" } },
    };

    private static bool IsRedirect(HttpStatusCode status) => status is
        HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther
        or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect;

    /// <summary>The next address to ask; null when it lies on another host or port, or gives up TLS.</summary>
    private static Uri? Next(Uri url, Uri? location)
    {
        if (location is null || !Uri.TryCreate(url, location, out var next) || !string.Equals(next.Host, url.Host, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var samePlace = next.Scheme == url.Scheme && next.Port == url.Port;
        return samePlace || (url.Scheme == Uri.UriSchemeHttp && next.Scheme == Uri.UriSchemeHttps) ? next : null;
    }

    private static ProbeReply.Failed Elsewhere(Uri? location)
    {
        var where = location is { IsAbsoluteUri: true } ? AddressText.Excerpt(location.Authority) : "?";
        return new ProbeReply.Failed(
            new Text($"it redirects elsewhere ({where}), as the login page of a network does", $"重定向到别处（{where}），可能是网络的登录页"),
            ProbeFault.NoAddress);
    }

    private async Task<ProbeReply> ReadAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        if (response.StatusCode != HttpStatusCode.OK)
        {
            return Refusal((int)response.StatusCode, RetryAfter(response));
        }

        await using var body = await response.Content.ReadAsStreamAsync(cancellation);
        var buffer = new byte[LongestBody + 1];
        var length = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation);
        return length > LongestBody
            ? new ProbeReply.Failed(new Text("it answered with more than an address, a web page perhaps", "应答过长，不是单个地址，可能是网页"), ProbeFault.NoAddress)
            : new ProbeReply.Told(Encoding.UTF8.GetString(buffer, 0, length).Trim());
    }

    private static ProbeReply.Failed Refusal(int status, TimeSpan? retryAfter)
    {
        var fault = status switch
        {
            403 or 429 => ProbeFault.Blocked,
            >= 500 => ProbeFault.Unreachable,
            _ => ProbeFault.NoAddress,
        };
        return new ProbeReply.Failed(new Text($"it answered HTTP {status}", $"应答为 HTTP {status}"), fault, retryAfter);
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response) =>
        response.Headers.RetryAfter is { } header ? header.Delta ?? header.Date - (response.Headers.Date ?? time.GetUtcNow()) : null;
}
