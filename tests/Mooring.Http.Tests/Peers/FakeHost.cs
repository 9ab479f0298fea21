using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Mooring.Http.Tests;

/// <summary>A host without a network: answers each request by its number, from 0.</summary>
internal sealed class FakeHost(Func<int, HttpResponseMessage> answer) : HttpMessageHandler
{
    public static Uri Endpoint { get; } = new("https://dns.example.com");

    public int Requests { get; private set; }

    public static HttpResponseMessage Json(string body, int status = 200, Action<HttpResponseHeaders>? headers = null)
    {
        var response = new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        headers?.Invoke(response.Headers);
        return response;
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        Task.FromResult(answer(Requests++));
}
