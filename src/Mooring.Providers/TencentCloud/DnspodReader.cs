using System.Text.Json.Serialization.Metadata;
using Mooring.Http;
using Mooring.Providers.Faults;
using Mooring.Providers.Replies;

namespace Mooring.Providers.TencentCloud;

/// <summary>Reads an answer: everything stands in <c>Response</c>, an error too, and the HTTP status says nothing.</summary>
/// <param name="credentials">What must not show up in an error.</param>
internal sealed class DnspodReader(ApiCredentials credentials)
{
    /// <summary>Words the failures of this API.</summary>
    public FaultReport Report { get; } = new(TencentProvider.Info);

    /// <summary>The answer, whole.</summary>
    /// <exception cref="Core.Records.DnsApiException">The host refused, or what came is no answer of its.</exception>
    public T Read<T>(ApiReply reply, JsonTypeInfo<DnspodEnvelope<T>> shape, Doing doing)
        where T : DnspodReplyWire
    {
        var answer = JsonReply.Parse(reply, shape, Report, doing).Response;
        if (answer?.Error?.Code is { Length: > 0 } code)
        {
            var error = VendorError.Of(code, answer.Error.Message, answer.RequestId, credentials);
            throw Report.Refused(doing, error, DnspodFaults.Judge(error, reply.SigningError), reply.SigningError);
        }

        return reply.Status == 200 && answer is { Error: null } && answer.IsWhole()
            ? answer
            : throw JsonReply.Unreadable(reply, Report, doing);
    }
}
