using System.Text.Json;
using Mooring.Core;
using Mooring.Http;

namespace Mooring.Acme;

/// <summary>
/// Has a CA make the credentials of an external account for a mail address, as ZeroSSL does at
/// <c>https://api.zerossl.com/acme/eab-credentials-email</c>: a form with <c>email</c>, answered by <c>{"eab_kid","eab_hmac_key"}</c>.
/// </summary>
public static class BindingService
{
    private static readonly Text Fetching = new("getting credentials for an external account", "获取外部账户凭据");

    private static readonly Text Mend = new(
        "get a key id and an HMAC key in the authority's web console and set them as the issuer's eab", "请在颁发机构的网页控制台获取 key id 和 HMAC 密钥，并填入该颁发机构的 eab");

    /// <summary>Asks once; every call has new credentials made.</summary>
    /// <param name="service">The address of the service: https, or http on loopback.</param>
    /// <param name="email">For whom.</param>
    /// <param name="options">How it is reached, and within which limits; the directory is not asked.</param>
    /// <param name="time">This machine's clock.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="AcmeException">It refuses, cannot be reached, or answers something else; never with the credentials in its words.</exception>
    public static async Task<ExternalBinding> FetchAsync(Uri service, string email, AcmeClientOptions options, TimeProvider time, CancellationToken cancellation)
    {
        using var caller = new HttpCaller(options.Connections, options.Limits.ReplySize, time);
        using var request = new HttpRequestMessage(HttpMethod.Post, service) { Content = new FormUrlEncodedContent([new("email", email)]) };
        request.Headers.TryAddWithoutValidation("User-Agent", options.UserAgent);
        var exchanged = await caller.SendAsync(request, options.Limits.CallTime, cancellation);
        return exchanged.Reply is { } reply ? Read(service, reply) : throw AcmeFaults.Unanswered(Fetching, service, exchanged, outcomeUnknown: false);
    }

    private static ExternalBinding Read(Uri service, ApiReply reply)
    {
        try
        {
            var answer = JsonSerializer.Deserialize(reply.Body.Span, AcmeJson.Default.BindingWire);
            return answer switch
            {
                { KeyId: { Length: > 0 } id, Key: { Length: > 0 } key } => new ExternalBinding(id, new Secret(key)),
                { Error.Type: { } type } => throw Refused(service, new Text($"it says {Printable.Of(type)}", $"对方答复 {Printable.Of(type)}")),
                _ => throw NotUnderstood(service, reply),
            };
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            throw NotUnderstood(service, reply);
        }
    }

    private static AcmeException Refused(Uri service, Text why) =>
        new(AcmeFaults.Sentence(Fetching, service, new($"{why.English}; {Mend.English}", $"{why.Chinese}；{Mend.Chinese}")));

    private static AcmeException NotUnderstood(Uri service, ApiReply reply) => reply.Status is >= 200 and < 300
        ? Refused(service, new Text("its answer holds no credentials", "其应答中没有凭据"))
        : AcmeFaults.NotAcme(Fetching, service, reply, outcomeUnknown: false);
}
