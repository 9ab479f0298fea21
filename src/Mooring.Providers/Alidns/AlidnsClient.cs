using System.Text.Json.Serialization.Metadata;
using Mooring.Http;
using Mooring.Providers.Faults;
using Mooring.Providers.Replies;

namespace Mooring.Providers.Alidns;

/// <summary>Makes the calls: signs, sends through the channel, reads.</summary>
/// <param name="channel">The account's way to the endpoint.</param>
/// <param name="options">The account.</param>
/// <param name="nonce">A text that was never used before; asked for anew for every attempt, because the host refuses a used one.</param>
internal sealed class AlidnsClient(IApiChannel channel, AlidnsOptions options, Func<string> nonce)
{
    private const string Version = "2015-01-09";

    private readonly AlidnsReader _reader = new(options.Credentials);

    /// <summary>Words the failures of this API.</summary>
    public FaultReport Report => _reader.Report;

    /// <summary>Calls an action with its business parameters.</summary>
    public Task<T> SendAsync<T>(
        Doing doing,
        CallKind kind,
        IReadOnlyList<KeyValuePair<string, string>> parameters,
        JsonTypeInfo<T> shape,
        CancellationToken cancellation)
        where T : AlidnsReplyWire =>
        channel.SendAsync(
            new ApiCall<T>(doing.Action, kind, time => Sign(doing.Action, parameters, time), reply => _reader.Read(reply, shape, doing))
            {
                What = doing.What,
                RequestId = RequestIds.Find,
            },
            cancellation);

    /// <summary>As the vendor's SDK sends it: POST, the parameters in the query, an empty body.</summary>
    private HttpRequestMessage Sign(string action, IReadOnlyList<KeyValuePair<string, string>> parameters, DateTimeOffset time)
    {
        var target = new Uri(options.Endpoint, $"/?{AlidnsSigner.Query(parameters)}");
        var signature = AlidnsSigner.Sign(
            new AlidnsRequest
            {
                Host = target.Authority,
                Query = parameters,
                Headers = [new("x-acs-action", action), new("x-acs-version", Version)],
            },
            options.Credentials,
            time,
            nonce());
        var request = new HttpRequestMessage(HttpMethod.Post, target) { Content = new ByteArrayContent([]) };
        request.Headers.Accept.ParseAdd("application/json");
        foreach (var (name, value) in signature.Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }
}
