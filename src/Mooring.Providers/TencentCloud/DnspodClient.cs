using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Mooring.Http;
using Mooring.Providers.Faults;
using Mooring.Providers.Replies;

namespace Mooring.Providers.TencentCloud;

/// <summary>Makes the calls: signs, sends through the channel, reads.</summary>
/// <param name="channel">The account's way to the endpoint.</param>
/// <param name="options">The account.</param>
internal sealed class DnspodClient(IApiChannel channel, DnspodOptions options)
{
    private const string Version = "2021-03-23";

    /// <summary>Without a charset, as the vendor's SDK sends it; the signature covers it to the letter.</summary>
    private const string ContentType = "application/json";

    private readonly DnspodReader _reader = new(options.Credentials);

    /// <summary>Words the failures of this API.</summary>
    public FaultReport Report => _reader.Report;

    /// <summary>Calls an action with its business parameters.</summary>
    public Task<T> SendAsync<TRequest, T>(
        Doing doing,
        CallKind kind,
        TRequest parameters,
        JsonTypeInfo<TRequest> parameterShape,
        JsonTypeInfo<DnspodEnvelope<T>> shape,
        CancellationToken cancellation)
        where T : DnspodReplyWire
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(parameters, parameterShape);
        return channel.SendAsync(
            new ApiCall<T>(doing.Action, kind, time => Sign(doing.Action, body, time), reply => _reader.Read(reply, shape, doing))
            {
                What = doing.What,
                RequestId = RequestIds.Find,
            },
            cancellation);
    }

    private HttpRequestMessage Sign(string action, byte[] body, DateTimeOffset time)
    {
        var target = new Uri(options.Endpoint, "/");
        var signature = DnspodSigner.Sign(
            new DnspodRequest
            {
                Headers = [new("content-type", ContentType), new("host", target.Authority), new("x-tc-action", action)],
                Body = body,
            },
            options.Credentials,
            time);
        var request = new HttpRequestMessage(HttpMethod.Post, target) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(ContentType);
        foreach (var (name, value) in Headers(action, signature))
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }

    private IEnumerable<KeyValuePair<string, string>> Headers(string action, DnspodSignature signature)
    {
        yield return new("X-TC-Action", action);
        yield return new("X-TC-Version", Version);
        yield return new("X-TC-Timestamp", signature.Timestamp);
        if (options.Credentials.Token is { } token)
        {
            yield return new("X-TC-Token", token.Reveal());
        }

        yield return new("Authorization", signature.Authorization);
    }
}
