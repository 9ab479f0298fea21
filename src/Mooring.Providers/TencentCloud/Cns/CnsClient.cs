using System.Text.Json.Serialization.Metadata;
using Mooring.Http;
using Mooring.Providers.Faults;

namespace Mooring.Providers.TencentCloud.Cns;

/// <summary>Makes the calls: signs, sends through the channel, reads.</summary>
/// <param name="channel">The account's way to the endpoint.</param>
/// <param name="options">The account.</param>
/// <param name="nonce">A positive number that was not used lately; asked for anew for every attempt.</param>
internal sealed class CnsClient(IApiChannel channel, CnsOptions options, Func<uint> nonce)
{
    private readonly CnsReader _reader = new(options.Credentials);

    private readonly Uri _endpoint = options.Endpoint.AbsolutePath == "/"
        ? new Uri(options.Endpoint, TencentProvider.Cns.Endpoint.AbsolutePath)
        : options.Endpoint;

    /// <summary>Words the failures of this API.</summary>
    public FaultReport Report => _reader.Report;

    /// <summary>Calls an action with its business parameters.</summary>
    public Task<T?> SendAsync<T>(
        Doing doing,
        CallKind kind,
        IReadOnlyList<KeyValuePair<string, string>> parameters,
        JsonTypeInfo<CnsReplyWire<T>> shape,
        CancellationToken cancellation)
        where T : CnsDataWire =>
        channel.SendAsync(
            new ApiCall<T?>(doing.Action, kind, time => Sign(doing.Action, parameters, time), reply => _reader.Read(reply, shape, doing))
            {
                What = doing.What,
            },
            cancellation);

    /// <summary>As scripts for this API send it: GET, everything in the query.</summary>
    private HttpRequestMessage Sign(string action, IReadOnlyList<KeyValuePair<string, string>> parameters, DateTimeOffset time)
    {
        var signature = CnsSigner.Sign(
            new CnsRequest("GET", _endpoint.Authority, _endpoint.AbsolutePath, action, parameters),
            options.Credentials,
            options.SignatureMethod,
            time,
            nonce());
        var query = string.Join('&', signature.Parameters
            .Select(parameter => $"{Uri.EscapeDataString(parameter.Key)}={Uri.EscapeDataString(parameter.Value)}"));
        return new HttpRequestMessage(HttpMethod.Get, new Uri(_endpoint, $"{_endpoint.AbsolutePath}?{query}"));
    }
}
