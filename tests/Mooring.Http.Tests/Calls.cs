using System.Text;
using Mooring.Core;
using Mooring.Core.Records;

namespace Mooring.Http.Tests;

/// <summary>Calls of a made-up provider whose answers are <c>ok</c> or <c>fault:NAME</c>.</summary>
internal static class Calls
{
    public static ApiCall<string> Read(Uri endpoint) => Make(endpoint, CallKind.Read);

    public static ApiCall<string> Write(Uri endpoint) => Make(endpoint, CallKind.Write);

    private static ApiCall<string> Make(Uri endpoint, CallKind kind) => new(
        kind == CallKind.Read ? "ListThings" : "AddThing",
        kind,
        now => Sign(endpoint, now),
        reply => Understand(endpoint, reply))
    {
        What = kind == CallKind.Read ? null : new Text("adding A nas.example.com", "添加 A nas.example.com"),
    };

    /// <summary>The time and a nonce stand in the query, as the judge of a signature sees them.</summary>
    private static HttpRequestMessage Sign(Uri endpoint, DateTimeOffset now) =>
        new(HttpMethod.Post, new Uri(endpoint, $"/?at={now:yyyy-MM-ddTHH:mm:ss.fffZ}&nonce={Guid.NewGuid():N}&AccessKeyId=LTAI5tExample&Signature=s3cr3t"))
        {
            Content = new StringContent("{}", Encoding.UTF8, "application/json"),
        };

    private static string Understand(Uri endpoint, ApiReply reply)
    {
        var body = Encoding.UTF8.GetString(reply.Body.Span);
        if (body.StartsWith("fault:", StringComparison.Ordinal))
        {
            var fault = Enum.Parse<DnsFault>(body["fault:".Length..]);
            throw new DnsApiException(fault, Text.Same($"the host says {fault}"), code: $"Code.{fault}", requestId: "request-1");
        }

        return reply.Status == 200 && reply.MediaType == "application/json"
            ? body
            : throw ReplyFaults.NotAnAnswer("AddThing", endpoint.Authority, reply);
    }
}
